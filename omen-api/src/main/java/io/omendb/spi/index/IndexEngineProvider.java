package io.omendb.spi.index;

import io.omendb.spi.provider.EngineProvider;

/** Makes an {@link IndexEngine}. */
public interface IndexEngineProvider extends EngineProvider {
  /** An engine that follows the settings where they concern it. */
  IndexEngine create(IndexSettings settings);

  /** An engine to which everything is left. */
  default IndexEngine create() {
    return create(IndexSettings.DEFAULT);
  }
}
