package io.omendb.benchmarks.advise;

import io.omendb.spi.index.LearnedIndex;

/** Looks up keys one after the other. */
interface HitRound {
  /** How many of the keys were not found; none, if they are there and the index is right. */
  int lost(LearnedIndex index, long[] probes);
}
