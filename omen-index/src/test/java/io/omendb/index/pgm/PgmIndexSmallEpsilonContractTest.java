package io.omendb.index.pgm;

import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexSettings;
import io.omendb.testkit.index.IndexEngineContract;

/** The least epsilon: many pieces, so that they are found by recursion, and the small window. */
final class PgmIndexSmallEpsilonContractTest extends IndexEngineContract {
  @Override
  protected IndexEngine engine() {
    return new PgmIndexProvider().create(new IndexSettings(1));
  }
}
