package io.omendb.index.rmi;

import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexEngineProvider;
import io.omendb.spi.index.IndexSettings;

/** Provides the engine {@code rmi}, so far the best for keys of unknown shape. */
public final class RecursiveModelIndexProvider implements IndexEngineProvider {
  @Override
  public String name() {
    return RecursiveModelIndexEngine.NAME;
  }

  @Override
  public int priority() {
    return 30;
  }

  @Override
  public IndexEngine create(IndexSettings settings) {
    return new RecursiveModelIndexEngine();
  }
}
