package io.omendb.benchmarks.advise;

import io.omendb.benchmarks.advise.Advice.Candidate;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexStats;
import io.omendb.spi.index.LearnedIndex;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** One engine while it is measured. */
final class CandidateRun {
  private final String name;
  private final IndexEngine engine;
  private final MemorySegment keys;
  private final HitRound loop = HitLoop.copy();
  private final LongArrayList trainNanos = new LongArrayList();
  private final LongArrayList roundNanos = new LongArrayList();
  private LearnedIndex index;
  private long sought;
  private long lost;

  /** Trains once before any clock runs, for the JIT compiler. */
  CandidateRun(String name, IndexEngine engine, MemorySegment keys) {
    this.name = name;
    this.engine = engine;
    this.keys = keys;
    this.index = engine.train(keys);
  }

  void train() {
    long started = System.nanoTime();
    index = engine.train(keys);
    trainNanos.add(System.nanoTime() - started);
  }

  /** Seeks keys that are there; the time counts or not. */
  void look(long[] probes, boolean counts) {
    long started = System.nanoTime();
    lost += loop.lost(index, probes);
    if (counts) {
      roundNanos.add(System.nanoTime() - started);
    }
    sought += probes.length;
  }

  /**
   * The figures.
   *
   * @param probes keys of a round
   */
  Candidate candidate(int probes) {
    IndexStats stats = index.stats();
    double count = Math.max(1, index.size());
    return new Candidate(
        name,
        (double) median(roundNanos) / probes,
        stats.sizeInBytes() / count,
        median(trainNanos) / count,
        stats.maxError(),
        stats.meanError(),
        1 - (double) lost / sought);
  }

  private static long median(LongArrayList nanos) {
    long[] sorted = nanos.toLongArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
