package io.omendb.index.binary;

import io.omendb.spi.index.IndexEngine;
import io.omendb.testkit.index.IndexEngineContract;

final class BinaryIndexContractTest extends IndexEngineContract {
  @Override
  protected IndexEngine engine() {
    return new BinaryIndexProvider().create();
  }
}
