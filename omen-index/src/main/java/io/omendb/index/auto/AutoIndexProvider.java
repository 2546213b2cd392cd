package io.omendb.index.auto;

import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexEngineProvider;
import io.omendb.spi.index.IndexSettings;

/** Provides the engine {@code auto}, the default. */
public final class AutoIndexProvider implements IndexEngineProvider {
  @Override
  public String name() {
    return AutoIndexEngine.NAME;
  }

  @Override
  public int priority() {
    return 50;
  }

  @Override
  public IndexEngine create(IndexSettings settings) {
    return new AutoIndexEngine(settings);
  }
}
