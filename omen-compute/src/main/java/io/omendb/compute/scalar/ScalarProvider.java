package io.omendb.compute.scalar;

import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.compute.ComputeEngineProvider;

/** Provides {@code scalar}, which runs everywhere and is chosen where nothing faster can. */
public final class ScalarProvider implements ComputeEngineProvider {
  static final String NAME = "scalar";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public ComputeEngine create() {
    return new ScalarEngine();
  }
}
