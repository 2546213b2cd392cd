package io.omendb.compute.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Metric;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.compute.ComputeEngineProvider;
import io.omendb.testkit.compute.ComputeEngineContract;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What {@code vector_api} is to its users: right before, while and after it warms up. */
final class WarmingEngineTest extends ComputeEngineContract {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  protected ComputeEngineProvider provider() {
    return new VectorApiProvider();
  }

  @Test
  void firstCall_hasTheKernelsCompiled() throws InterruptedException {
    ComputeEngine engine = provider().create();
    engine.distance(Metric.L2, new float[] {1, 2}, new float[] {3, 4});
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!WarmingEngine.isCompiled() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertTrue(WarmingEngine.isCompiled());
    ComputeEngine never =
        (ComputeEngine)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ComputeEngine.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError("plain loops after the warm-up");
                });
    assertEquals(
        25, new WarmingEngine(never).distance(Metric.L2, new float[2], new float[] {3, 4}));
  }
}
