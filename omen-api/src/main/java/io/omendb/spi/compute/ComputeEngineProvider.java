package io.omendb.spi.compute;

import io.omendb.spi.provider.EngineProvider;

/** Makes a {@link ComputeEngine}. */
public interface ComputeEngineProvider extends EngineProvider {
  /** The engine. */
  ComputeEngine create();
}
