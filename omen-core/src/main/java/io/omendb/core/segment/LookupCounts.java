package io.omendb.core.segment;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many point lookups the segments of a collection have answered, those that are gone included.
 * Safe for concurrent use; a batch of keys is counted at once.
 */
public final class LookupCounts {
  /**
   * Sums of counts.
   *
   * @param inModels lookups in segments whose index has a model
   * @param elsewhere lookups in other segments
   * @param retiredFallbacks of the former, those outside the bounds that a model predicted, by
   *     indexes that are gone
   */
  public record Sums(long inModels, long elsewhere, long retiredFallbacks) {}

  private final Tally inModels = new Tally();
  private final Tally elsewhere = new Tally();
  private final LongAdder retiredFallbacks = new LongAdder();

  /** No lookups yet. */
  public LookupCounts() {}

  void add(long lookups, boolean learned) {
    (learned ? inModels : elsewhere).add(lookups);
  }

  /** Keeps the fallbacks of segments and levels that the next state does not name any more. */
  public void retire(SegmentLevels present, SegmentLevels next) {
    for (Segment segment : present.newestFirst()) {
      if (!next.newestFirst().contains(segment)) {
        retiredFallbacks.add(segment.fallbacks());
      }
    }
    for (SegmentLevel level : present.levels()) {
      if (!next.levels().contains(level)) {
        retiredFallbacks.add(level.fallbacks());
      }
    }
  }

  /** The sums so far. */
  public Sums sums() {
    return new Sums(inModels.sum(), elsewhere.sum(), retiredFallbacks.sum());
  }
}
