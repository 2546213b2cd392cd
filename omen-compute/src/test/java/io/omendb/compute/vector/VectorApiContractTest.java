package io.omendb.compute.vector;

import io.omendb.spi.compute.ComputeEngineProvider;
import io.omendb.testkit.compute.ComputeEngineContract;

final class VectorApiContractTest extends ComputeEngineContract {
  @Override
  protected ComputeEngineProvider provider() {
    return new VectorApiProvider();
  }
}
