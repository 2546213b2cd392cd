package io.omendb.spi.vector;

import io.omendb.spi.provider.EngineProvider;

/** Makes a {@link VectorIndexEngine}. */
public interface VectorIndexProvider extends EngineProvider {
  /** The engine. */
  VectorIndexEngine create();
}
