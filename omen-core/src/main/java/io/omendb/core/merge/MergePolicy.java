package io.omendb.core.merge;

import io.omendb.core.segment.LevelGrouping;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

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
   * The next rewrite that keeps reads fast while writes go on: once so many levels lie above each
   * other, the newest of them, as many as are of similar size, so that a row is rewritten a
   * logarithmic number of times. Of the oldest level chosen only what the newer ones overlap is
   * rewritten; what lies beside it stays as it is.
   */
  public static Optional<MergeGroup> next(List<SegmentInfo> segments, int threshold) {
    for (List<SegmentInfo> component : components(segments)) {
      List<SegmentInfo> byAge = inAgeOrder(segments, component);
      List<List<SegmentInfo>> levels = LevelGrouping.of(byAge, Function.identity());
      if (levels.size() >= threshold) {
        List<SegmentInfo> chosen = newest(levels, Math.max(2, threshold / 2));
        Span span = Span.of(chosen);
        boolean isOldest =
            byAge.stream().allMatch(other -> chosen.contains(other) || !span.touches(other));
        return Optional.of(new MergeGroup(inAgeOrder(byAge, chosen), isOldest));
      }
    }
    return Optional.empty();
  }

  /** The newest levels of similar size, of the last of them what overlaps the others. */
  private static List<SegmentInfo> newest(List<List<SegmentInfo>> levels, int atLeast) {
    List<SegmentInfo> above = List.of();
    List<SegmentInfo> last = levels.getFirst();
    for (int i = 1; i < levels.size(); i++) {
      List<SegmentInfo> all = Stream.concat(above.stream(), levels.get(i - 1).stream()).toList();
      Span span = Span.of(all);
      List<SegmentInfo> below = levels.get(i).stream().filter(span::touches).toList();
      if (i >= atLeast && rows(below) > 2 * rows(all)) {
        break;
      }
      above = all;
      last = below;
    }
    return Stream.concat(above.stream(), last.stream()).toList();
  }

  private static long rows(List<SegmentInfo> segments) {
    return segments.stream().mapToLong(SegmentInfo::rows).sum();
  }

  /** From the least to the greatest key of some segments. */
  private record Span(long first, long last) {
    static Span of(List<SegmentInfo> segments) {
      return new Span(
          segments.stream().mapToLong(SegmentInfo::minKey).min().orElseThrow(),
          segments.stream().mapToLong(SegmentInfo::maxKey).max().orElseThrow());
    }

    boolean touches(SegmentInfo segment) {
      return segment.minKey() <= last && segment.maxKey() >= first;
    }
  }

  /** The components, in key order. */
  public static List<List<SegmentInfo>> components(List<SegmentInfo> segments) {
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
