package io.omendb.core.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Groups segments into levels: inside a level key ranges do not overlap, and of two versions of a
 * key the newer lies in the earlier level. There are as few levels as that allows.
 */
public final class LevelGrouping {
  private LevelGrouping() {}

  /**
   * The segments of every level in key order, the newest level first; empty segments are left out.
   *
   * <p>Each is put directly above the highest older one that it overlaps, the oldest first. So a
   * new segment changes one level only, and rows that arrive in key order fill one.
   *
   * @param newestFirst of two with versions of one key the newer comes first
   */
  public static <T> List<List<T>> of(List<T> newestFirst, Function<T, SegmentInfo> info) {
    List<NavigableMap<Long, T>> oldestFirst = new ArrayList<>();
    for (T segment : newestFirst.reversed()) {
      SegmentInfo range = info.apply(segment);
      if (range.rows() > 0) {
        int below = oldestFirst.size() - 1;
        while (below >= 0 && !overlaps(oldestFirst.get(below), range, info)) {
          below--;
        }
        if (below + 1 == oldestFirst.size()) {
          oldestFirst.add(new TreeMap<>());
        }
        oldestFirst.get(below + 1).put(range.minKey(), segment);
      }
    }
    return oldestFirst.reversed().stream()
        .map(level -> (List<T>) new ArrayList<>(level.values()))
        .toList();
  }

  private static <T> boolean overlaps(
      NavigableMap<Long, T> level, SegmentInfo range, Function<T, SegmentInfo> info) {
    var before = level.floorEntry(range.maxKey());
    return before != null && info.apply(before.getValue()).maxKey() >= range.minKey();
  }
}
