package io.omendb.core.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

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
   * Groups segments. Levels of this grouping that stay the same are kept, index and all.
   *
   * @param newestFirst of two with versions of one key the newer comes first
   */
  public SegmentLevels with(
      List<Segment> newestFirst, SegmentIndexes indexes, LookupCounts counts) {
    List<SegmentLevel> grouped = new ArrayList<>();
    for (List<Segment> group : group(newestFirst)) {
      grouped.add(kept(group, indexes, counts));
    }
    return new SegmentLevels(List.copyOf(newestFirst), grouped.toArray(SegmentLevel[]::new));
  }

  private SegmentLevel kept(List<Segment> group, SegmentIndexes indexes, LookupCounts counts) {
    return Arrays.stream(levels)
        .filter(level -> level.consistsOf(group))
        .findFirst()
        .orElseGet(() -> new SegmentLevel(group, indexes, counts));
  }

  /**
   * The segments of every level in key order, the newest level first.
   *
   * <p>Each is put directly above the highest older one that it overlaps, the oldest first. So a
   * new segment changes one level only, and rows that arrive in key order fill one.
   */
  static List<List<Segment>> group(List<Segment> newestFirst) {
    List<NavigableMap<Long, Segment>> oldestFirst = new ArrayList<>();
    for (Segment segment : newestFirst.reversed()) {
      if (segment.info().rows() > 0) {
        int below = oldestFirst.size() - 1;
        while (below >= 0 && !overlaps(oldestFirst.get(below), segment.info())) {
          below--;
        }
        if (below + 1 == oldestFirst.size()) {
          oldestFirst.add(new TreeMap<>());
        }
        oldestFirst.get(below + 1).put(segment.info().minKey(), segment);
      }
    }
    return oldestFirst.reversed().stream()
        .map(level -> (List<Segment>) new ArrayList<>(level.values()))
        .toList();
  }

  private static boolean overlaps(NavigableMap<Long, Segment> level, SegmentInfo info) {
    var before = level.floorEntry(info.maxKey());
    return before != null && before.getValue().info().maxKey() >= info.minKey();
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
