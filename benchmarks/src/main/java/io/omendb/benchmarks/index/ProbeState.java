package io.omendb.benchmarks.index;

import io.omendb.testkit.keys.Probes;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Keys to look up, drawn anew before each iteration and read in passes one after the other: a small
 * set that repeats would be learned by the branch predictor and the caches. Reading them costs a
 * sequential load each: a system that only masks the key takes 0.3 ns in this loop, so lookups of 1
 * ns still stand out.
 */
public abstract class ProbeState {
  /** Lookups of one pass. */
  static final int PASS = 4_096;

  private static final int PROBES = 1 << 21;
  private static final long SEED = 43;

  private long[] probes = {};
  private int next;
  private int iteration;

  /** The keys of the next pass are {@code probes()[from..from + PASS)}. */
  final int nextPass() {
    int from = next;
    next = from + PASS == PROBES ? 0 : from + PASS;
    return from;
  }

  final long[] probes() {
    return probes;
  }

  final void draw(LookupState state, ThreadParams thread) {
    long seed = SEED + 1_000L * thread.getThreadIndex() + iteration++;
    long[] drawn = draw(state.keys(), PROBES, seed);
    if (drawn.length == 0) {
      throw new IllegalStateException("The keys leave no room for one that is absent");
    }
    probes = new long[PROBES];
    for (int from = 0; from < PROBES; from += drawn.length) {
      System.arraycopy(drawn, 0, probes, from, Math.min(drawn.length, PROBES - from));
    }
  }

  /** Up to so many keys. */
  abstract long[] draw(long[] keys, int count, long seed);

  /** Keys that are there. */
  @State(Scope.Thread)
  public static class Present extends ProbeState {
    /** Draws them. */
    @Setup(Level.Iteration)
    public void setUp(LookupState state, ThreadParams thread) {
      draw(state, thread);
    }

    @Override
    long[] draw(long[] keys, int count, long seed) {
      return Probes.present(keys, count, seed);
    }
  }

  /** Keys that are not there: between two that are, or beyond both ends where there is no room. */
  @State(Scope.Thread)
  public static class Absent extends ProbeState {
    /** Draws them. */
    @Setup(Level.Iteration)
    public void setUp(LookupState state, ThreadParams thread) {
      draw(state, thread);
    }

    @Override
    long[] draw(long[] keys, int count, long seed) {
      return Probes.absent(keys, count, seed);
    }
  }
}
