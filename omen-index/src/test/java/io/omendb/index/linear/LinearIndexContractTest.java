package io.omendb.index.linear;

import io.omendb.spi.index.IndexEngine;
import io.omendb.testkit.index.IndexEngineContract;

final class LinearIndexContractTest extends IndexEngineContract {
  @Override
  protected IndexEngine engine() {
    return new LinearIndexProvider().create();
  }
}
