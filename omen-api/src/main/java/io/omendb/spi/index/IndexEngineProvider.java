package io.omendb.spi.index;

import io.omendb.spi.provider.EngineProvider;

/** Makes an {@link IndexEngine}. */
public interface IndexEngineProvider extends EngineProvider {
  /** The engine. */
  IndexEngine create();
}
