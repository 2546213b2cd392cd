package io.omendb.core.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The segments of a collection, and the same grouped into levels for point lookups. Inside a level
 * key ranges do not overlap; of two versions of a key the newer lies in the earlier level. There
 * are as few levels as that allows. Immutable.
 */
public final class SegmentLevels {
  /** No segments. */
  public static final SegmentLevels EMPTY = new SegmentLevels(List.of(), new SegmentLevel[0]);

  private final List<Segment> newestFirst;
  private final SegmentLevel[] levels;

  private SegmentLevels(List<Segment> newestFirst, SegmentLevel[] levels) {
    this.newestFirst = newestFirst;
    this.levels = levels;
  }

  /**
   * Groups segments. Levels of this grouping that stay the same are kept, index and all. Each level
   * has key filters but the last, where most keys are found.
   *
   * @param newestFirst of two with versions of one key the newer comes first
   */
  public SegmentLevels with(
      List<Segment> newestFirst, SegmentIndexes indexes, LookupCounts counts) {
    List<SegmentLevel> grouped = new ArrayList<>();
    List<List<Segment>> groups = LevelGrouping.of(newestFirst, Segment::info);
    for (List<Segment> group : groups) {
      boolean filtered = grouped.size() < groups.size() - 1;
      grouped.add(kept(group, filtered, indexes, counts));
    }
    return new SegmentLevels(List.copyOf(newestFirst), grouped.toArray(SegmentLevel[]::new));
  }

  private SegmentLevel kept(
      List<Segment> group, boolean filtered, SegmentIndexes indexes, LookupCounts counts) {
    return Arrays.stream(levels)
        .filter(level -> level.consistsOf(group, filtered))
        .findFirst()
        .orElseGet(() -> new SegmentLevel(group, filtered, indexes, counts));
  }

  /** The segments, newest first. */
  public List<Segment> newestFirst() {
    return newestFirst;
  }

  /** The levels, newest first. */
  public List<SegmentLevel> levels() {
    return List.of(levels);
  }

  /** Number of levels. */
  public int depth() {
    return levels.length;
  }

  /** A level, 0..depth()-1, the newest first. */
  public SegmentLevel level(int number) {
    return levels[number];
  }
}
