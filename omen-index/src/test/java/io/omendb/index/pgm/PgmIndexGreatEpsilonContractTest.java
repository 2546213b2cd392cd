package io.omendb.index.pgm;

import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexSettings;
import io.omendb.testkit.index.IndexEngineContract;

/** An epsilon whose bounds take more than one window, so that they are halved first. */
final class PgmIndexGreatEpsilonContractTest extends IndexEngineContract {
  @Override
  protected IndexEngine engine() {
    return new PgmIndexProvider().create(new IndexSettings(100));
  }
}
