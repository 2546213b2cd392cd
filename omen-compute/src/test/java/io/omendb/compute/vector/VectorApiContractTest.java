package io.omendb.compute.vector;

import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.compute.ComputeEngineProvider;
import io.omendb.testkit.compute.ComputeEngineContract;
import java.util.Optional;

/** The vector kernels themselves, whether the JIT has compiled them or not. */
final class VectorApiContractTest extends ComputeEngineContract {
  @Override
  protected ComputeEngineProvider provider() {
    return new ComputeEngineProvider() {
      @Override
      public String name() {
        return VectorApiProvider.NAME;
      }

      @Override
      public Optional<String> unavailableReason() {
        return new VectorApiProvider().unavailableReason();
      }

      @Override
      public int priority() {
        return new VectorApiProvider().priority();
      }

      @Override
      public ComputeEngine create() {
        return new VectorApiEngine();
      }
    };
  }
}
