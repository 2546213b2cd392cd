package io.omendb.index.btree;

import io.omendb.spi.index.IndexEngine;
import io.omendb.testkit.index.IndexEngineContract;

final class StaticTreeContractTest extends IndexEngineContract {
  @Override
  protected IndexEngine engine() {
    return new StaticTreeProvider().create();
  }
}
