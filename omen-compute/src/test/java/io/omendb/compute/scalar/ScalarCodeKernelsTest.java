package io.omendb.compute.scalar;

import io.omendb.spi.compute.ComputeEngine;
import io.omendb.testkit.compute.CodeKernelsContract;

class ScalarCodeKernelsTest extends CodeKernelsContract {
  @Override
  protected ComputeEngine engine() {
    return new ScalarProvider().create();
  }
}
