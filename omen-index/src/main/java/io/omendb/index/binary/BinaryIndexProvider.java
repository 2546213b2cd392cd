package io.omendb.index.binary;

import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexEngineProvider;
import io.omendb.spi.index.IndexSettings;

/** Provides the engine {@code binary}, which any engine with a model is preferred to. */
public final class BinaryIndexProvider implements IndexEngineProvider {
  @Override
  public String name() {
    return BinaryIndexEngine.NAME;
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public IndexEngine create(IndexSettings settings) {
    return new BinaryIndexEngine();
  }
}
