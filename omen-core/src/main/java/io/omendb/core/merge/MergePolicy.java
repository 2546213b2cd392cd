package io.omendb.core.merge;

import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses segments to rewrite together. Pure functions of the manifest's list, newest first.
 *
 * <p>Segments whose key ranges touch, directly or through others, form a component; a key lies in
 * one component only, so components are rewritten independently.
 */
public final class MergePolicy {
  private MergePolicy() {}

  /**
   * Everything there is to gain: components of several segments or with deletions, and small
   * neighbours that fit into one segment together. What is large, alone and clean stays as it is.
   */
  public static List<MergeGroup> all(List<SegmentInfo> segments, long segmentRows) {
    List<MergeGroup> groups = new ArrayList<>();
    List<SegmentInfo> run = new ArrayList<>();
    for (List<SegmentInfo> component : components(segments)) {
      if (!run.isEmpty() && !fitTogether(run, component, segmentRows)) {
        addIfWorthwhile(groups, segments, run);
        run = new ArrayList<>();
      }
      run.addAll(component);
    }
    addIfWorthwhile(groups, segments, run);
    return groups;
  }

  /**
   * The next rewrite that keeps reads fast while writes go on: once so many segments overlap at one
   * key, the newest of that component, as many as are of similar size, so that a row is rewritten a
   * logarithmic number of times. Two of them overlap at least: rewriting segments that lie side by
   * side can give the same ones again, for ever.
   */
  public static Optional<MergeGroup> next(List<SegmentInfo> segments, int threshold) {
    for (List<SegmentInfo> component : components(segments)) {
      if (depth(component) >= threshold) {
        List<SegmentInfo> byAge = inAgeOrder(segments, component);
        List<SegmentInfo> chosen = new ArrayList<>();
        long rows = 0;
        for (SegmentInfo segment : byAge) {
          if (chosen.size() >= Math.max(2, threshold / 2)
              && segment.rows() > 2 * rows
              && depth(chosen) > 1) {
            break;
          }
          chosen.add(segment);
          rows += segment.rows();
        }
        return Optional.of(new MergeGroup(chosen, chosen.size() == byAge.size()));
      }
    }
    return Optional.empty();
  }

  /** The components, in key order. */
  static List<List<SegmentInfo>> components(List<SegmentInfo> segments) {
    List<List<SegmentInfo>> components = new ArrayList<>();
    List<SegmentInfo> component = new ArrayList<>();
    long reached = Long.MIN_VALUE;
    for (SegmentInfo segment : byMinKey(segments)) {
      if (!component.isEmpty() && segment.minKey() > reached) {
        components.add(component);
        component = new ArrayList<>();
      }
      component.add(segment);
      reached = component.size() == 1 ? segment.maxKey() : Math.max(reached, segment.maxKey());
    }
    if (!component.isEmpty()) {
      components.add(component);
    }
    return components;
  }

  /** The greatest number of segments that share a key range at one point. */
  static int depth(List<SegmentInfo> segments) {
    int depth = 0;
    List<SegmentInfo> open = new ArrayList<>();
    for (SegmentInfo segment : byMinKey(segments)) {
      open.removeIf(earlier -> earlier.maxKey() < segment.minKey());
      open.add(segment);
      depth = Math.max(depth, open.size());
    }
    return depth;
  }

  private static void addIfWorthwhile(
      List<MergeGroup> groups, List<SegmentInfo> segments, List<SegmentInfo> run) {
    boolean worthwhile = run.size() > 1 || (run.size() == 1 && run.getFirst().deletedRows() > 0);
    if (worthwhile) {
      groups.add(new MergeGroup(inAgeOrder(segments, run), true));
    }
  }

  private static boolean fitTogether(
      List<SegmentInfo> run, List<SegmentInfo> component, long segmentRows) {
    long rows = 0;
    long bytes = 0;
    for (List<SegmentInfo> part : List.of(run, component)) {
      for (SegmentInfo segment : part) {
        rows += segment.rows();
        bytes += segment.sizeInBytes();
      }
    }
    return rows <= segmentRows && bytes <= SegmentOutput.MAX_BYTES / 2;
  }

  private static List<SegmentInfo> byMinKey(List<SegmentInfo> segments) {
    return segments.stream().sorted(Comparator.comparingLong(SegmentInfo::minKey)).toList();
  }

  private static List<SegmentInfo> inAgeOrder(List<SegmentInfo> all, List<SegmentInfo> some) {
    return all.stream().filter(some::contains).toList();
  }
}
