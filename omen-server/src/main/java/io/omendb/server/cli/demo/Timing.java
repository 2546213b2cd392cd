package io.omendb.server.cli.demo;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** Measures short work in a JVM that is still warming up: repeats it and takes a median. */
final class Timing {
  private static final int ROUNDS = 7;

  private Timing() {}

  /** The median time of some runs; the first ones warm up. */
  static long median(int runs, Runnable work) {
    long[] nanos = new long[runs];
    for (int i = 0; i < runs; i++) {
      long started = System.nanoTime();
      work.run();
      nanos[i] = System.nanoTime() - started;
    }
    return median(nanos);
  }

  /** The median over the last rounds of the mean time that one key takes. */
  static double perKey(long[] keys, LongConsumer work) {
    long[] nanos = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long started = System.nanoTime();
      for (long key : keys) {
        work.accept(key);
      }
      nanos[round] = System.nanoTime() - started;
    }
    // The rounds before were compiled meanwhile.
    long steady = median(Arrays.copyOfRange(nanos, ROUNDS / 2, ROUNDS));
    return tenths((double) steady / keys.length);
  }

  private static long median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
