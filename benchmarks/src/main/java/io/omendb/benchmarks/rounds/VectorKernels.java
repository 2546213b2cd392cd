package io.omendb.benchmarks.rounds;

import io.omendb.ErrorCode;
import io.omendb.OmenException;

/**
 * The kernels of {@code vector_api}. The engine answers by plain loops at first, while a thread of
 * it has the kernels compiled; what is measured before that has ended is not what it is taken for.
 */
public final class VectorKernels {
  private static final String WARM_UP_THREAD = "omendb-kernel-warm-up";

  private VectorKernels() {}

  /** Waits until kernels that have been called at least once are compiled; seconds at most. */
  public static void awaitCompiled() {
    try {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals(WARM_UP_THREAD)) {
          thread.join();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OmenException(ErrorCode.CANCELLED, "Interrupted", e);
    }
  }
}
