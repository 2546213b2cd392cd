package io.omendb.compute.vector;

import io.omendb.compute.scalar.ScalarProvider;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.compute.ComputeEngineProvider;
import java.util.Optional;

/**
 * Provides {@code vector_api} where the JVM was started with the incubating vector module and its
 * registers hold more than one float. Links to no class of that module, so it can be asked where
 * the module is missing.
 */
public final class VectorApiProvider implements ComputeEngineProvider {
  static final String NAME = "vector_api";

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> unavailableReason() {
    if (!hasVectorModule()) {
      return Optional.of(
          "the module "
              + VECTOR_MODULE
              + " is not resolved: start java with --add-modules="
              + VECTOR_MODULE);
    }
    return VectorApiSupport.unavailableReason();
  }

  /** Asks for a class, not the boot layer: a launcher may have loaded the module after start. */
  private static boolean hasVectorModule() {
    try {
      Class.forName(VECTOR_MODULE + ".Vector", false, VectorApiProvider.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Override
  public int priority() {
    return 100;
  }

  @Override
  public ComputeEngine create() {
    return new WarmingEngine(new ScalarProvider().create());
  }
}
