package io.omendb.index.auto;

import io.omendb.spi.index.IndexEngine;
import io.omendb.testkit.index.IndexEngineContract;

final class AutoIndexContractTest extends IndexEngineContract {
  @Override
  protected IndexEngine engine() {
    return new AutoIndexProvider().create();
  }
}
