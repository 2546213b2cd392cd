package io.omendb.index.btree;

import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexEngineProvider;
import io.omendb.spi.index.IndexSettings;

/** Provides the engine {@code btree}. */
public final class StaticTreeProvider implements IndexEngineProvider {
  @Override
  public String name() {
    return StaticTreeEngine.NAME;
  }

  @Override
  public int priority() {
    return 35;
  }

  @Override
  public IndexEngine create(IndexSettings settings) {
    return new StaticTreeEngine();
  }
}
