package io.omendb.index.pgm;

import io.omendb.spi.index.IndexEngine;
import io.omendb.testkit.index.IndexEngineContract;

final class PgmIndexContractTest extends IndexEngineContract {
  @Override
  protected IndexEngine engine() {
    return new PgmIndexProvider().create();
  }
}
