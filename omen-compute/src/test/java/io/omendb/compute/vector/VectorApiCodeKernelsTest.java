package io.omendb.compute.vector;

import io.omendb.spi.compute.ComputeEngine;
import io.omendb.testkit.compute.CodeKernelsContract;

class VectorApiCodeKernelsTest extends CodeKernelsContract {
  @Override
  protected ComputeEngine engine() {
    return new VectorApiEngine();
  }
}
