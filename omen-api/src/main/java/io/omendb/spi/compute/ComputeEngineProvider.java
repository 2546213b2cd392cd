package io.omendb.spi.compute;

import io.omendb.spi.EngineProvider;

/** Makes a {@link ComputeEngine}. */
public interface ComputeEngineProvider extends EngineProvider {
  /** The engine. */
  ComputeEngine create();
}
