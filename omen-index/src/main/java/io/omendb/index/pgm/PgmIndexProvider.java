package io.omendb.index.pgm;

import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexEngineProvider;
import io.omendb.spi.index.IndexSettings;

/** Provides the engine {@code pgm}. */
public final class PgmIndexProvider implements IndexEngineProvider {
  @Override
  public String name() {
    return PgmIndexEngine.NAME;
  }

  @Override
  public int priority() {
    return 40;
  }

  @Override
  public IndexEngine create(IndexSettings settings) {
    return new PgmIndexEngine(settings);
  }
}
