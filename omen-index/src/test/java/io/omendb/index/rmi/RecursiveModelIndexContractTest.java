package io.omendb.index.rmi;

import io.omendb.spi.index.IndexEngine;
import io.omendb.testkit.index.IndexEngineContract;

final class RecursiveModelIndexContractTest extends IndexEngineContract {
  @Override
  protected IndexEngine engine() {
    return new RecursiveModelIndexProvider().create();
  }
}
