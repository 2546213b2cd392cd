package io.omendb.compute.scalar;

import io.omendb.spi.compute.ComputeEngineProvider;
import io.omendb.testkit.compute.ComputeEngineContract;

final class ScalarContractTest extends ComputeEngineContract {
  @Override
  protected ComputeEngineProvider provider() {
    return new ScalarProvider();
  }
}
