package io.omendb.index.linear;

import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexEngineProvider;
import io.omendb.spi.index.IndexSettings;

/** Provides the engine {@code linear}. */
public final class LinearIndexProvider implements IndexEngineProvider {
  @Override
  public String name() {
    return LinearIndexEngine.NAME;
  }

  @Override
  public int priority() {
    return 20;
  }

  @Override
  public IndexEngine create(IndexSettings settings) {
    return new LinearIndexEngine();
  }
}
