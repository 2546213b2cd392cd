package io.omendb.core.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.core.segment.SegmentInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MergePolicyTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);

  private int names;

  private SegmentInfo segment(long minKey, long maxKey, int rows) {
    return segment(minKey, maxKey, rows, 0);
  }

  private SegmentInfo segment(long minKey, long maxKey, int rows, int deletedRows) {
    String name = "s" + names++;
    return new SegmentInfo(name, rows, rows * 100L, 0, minKey, maxKey, 1, 1, deletedRows);
  }

  private static List<List<SegmentInfo>> inputs(List<MergeGroup> groups) {
    return groups.stream().map(MergeGroup::inputs).toList();
  }

  @Test
  void components_joinWhatTouches() {
    SegmentInfo a = segment(0, 10, 5);
    SegmentInfo b = segment(10, 20, 5);
    SegmentInfo c = segment(21, 30, 5);
    SegmentInfo d = segment(15, 16, 5);
    assertEquals(
        List.of(List.of(a, b, d), List.of(c)), MergePolicy.components(List.of(d, c, b, a)));
    assertEquals(List.of(), MergePolicy.components(List.of()));
  }

  @Test
  void components_reachTheEndsOfTheKeys() {
    SegmentInfo low = segment(Long.MIN_VALUE, Long.MIN_VALUE, 1);
    SegmentInfo high = segment(Long.MAX_VALUE, Long.MAX_VALUE, 1);
    SegmentInfo all = segment(Long.MIN_VALUE, Long.MAX_VALUE, 1);
    assertEquals(List.of(List.of(low), List.of(high)), MergePolicy.components(List.of(high, low)));
    assertEquals(1, MergePolicy.components(List.of(high, low, all)).size());
  }

  @Test
  void all_leavesWhatIsLargeAloneAndClean() {
    List<SegmentInfo> clean = List.of(segment(0, 9, 100), segment(10, 19, 60), segment(20, 29, 90));
    assertEquals(List.of(), MergePolicy.all(clean, 100));
    SegmentInfo deleted = segment(0, 9, 100, 1);
    assertEquals(List.of(List.of(deleted)), inputs(MergePolicy.all(List.of(deleted), 100)));
    assertEquals(List.of(), MergePolicy.all(List.of(), 100));
  }

  @Test
  void all_joinsSmallNeighboursAndOverlaps() {
    SegmentInfo a = segment(0, 9, 30);
    SegmentInfo b = segment(10, 19, 30);
    SegmentInfo c = segment(20, 29, 100);
    SegmentInfo d = segment(25, 40, 100);
    List<MergeGroup> groups = MergePolicy.all(List.of(d, b, a, c), 100);
    assertEquals(List.of(List.of(b, a), List.of(d, c)), inputs(groups));
    assertTrue(groups.stream().allMatch(MergeGroup::dropDeleted));
  }

  @Test
  void next_waitsForTheThreshold() {
    List<SegmentInfo> two = List.of(segment(0, 9, 5), segment(0, 9, 5));
    assertEquals(Optional.empty(), MergePolicy.next(two, 3));
    assertEquals(Optional.of(new MergeGroup(two, true)), MergePolicy.next(two, 2));
  }

  @Test
  void next_takesTheNewestOfSimilarSize() {
    List<SegmentInfo> segments =
        List.of(
            segment(0, 9, 5),
            segment(0, 9, 5),
            segment(0, 9, 10),
            segment(0, 9, 1000),
            segment(0, 9, 5000));
    MergeGroup group = MergePolicy.next(segments, 4).orElseThrow();
    assertEquals(segments.subList(0, 3), group.inputs());
    assertFalse(group.dropDeleted(), "older segments may hold what a deletion hides");
  }

  /** The newest two lie beside each other: rewriting only them would change nothing, for ever. */
  @Test
  void next_alwaysTakesSegmentsThatOverlap() {
    SegmentInfo left = segment(0, 9, 10);
    SegmentInfo right = segment(20, 29, 10);
    SegmentInfo wide = segment(0, 29, 1_000_000);
    MergeGroup group = MergePolicy.next(List.of(left, right, wide), 2).orElseThrow();
    assertEquals(List.of(left, right, wide), group.inputs());
  }

  /** Updates of a few neighbours leave the rest of the oldest level alone. */
  @Test
  void next_rewritesOnlyWhatIsTouched() {
    List<SegmentInfo> oldest =
        IntStream.range(0, 5).mapToObj(i -> segment(10L * i, 10L * i + 9, 100)).toList();
    List<SegmentInfo> newer =
        IntStream.range(0, 3).mapToObj(i -> segment(12L + i, 25L + i, 60)).toList();
    List<SegmentInfo> bridge = List.of(segment(0, 49, 10_000));
    List<SegmentInfo> all =
        Stream.of(newer, oldest).flatMap(List::stream).collect(Collectors.toList());
    MergeGroup group = MergePolicy.next(all, 4).orElseThrow();
    assertEquals(
        Stream.of(newer, oldest.subList(1, 3)).flatMap(List::stream).toList(), group.inputs());
    assertTrue(group.dropDeleted(), "what is left does not overlap");
    all.addAll(bridge);
    assertFalse(MergePolicy.next(all, 4).orElseThrow().dropDeleted(), "a bridge lies below");
  }

  /** A level counts as a whole: many segments of one old merge are not each a small one. */
  @Test
  void next_leavesALargeOldLevelAlone() {
    List<SegmentInfo> segments = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      segments.add(segment(0, 999, 40));
    }
    for (int i = 0; i < 10; i++) {
      segments.add(segment(100L * i, 100L * i + 99, 100));
    }
    MergeGroup group = MergePolicy.next(segments, 4).orElseThrow();
    assertEquals(segments.subList(0, 4), group.inputs());
  }

  /** Rows that arrive in key order are never rewritten. */
  @Test
  void next_leavesAppendsAlone() {
    List<SegmentInfo> segments =
        IntStream.range(0, 100).mapToObj(i -> segment(-i, -i, 10)).toList();
    assertEquals(Optional.empty(), MergePolicy.next(segments, 2));
  }

  /** Uniform updates of everything: each row is rewritten a logarithmic number of times. */
  @Test
  void rewrittenRows_areFewTimesThoseWritten() {
    List<SegmentInfo> segments = new ArrayList<>();
    long rewritten = 0;
    int flushes = 1_000;
    for (int i = 0; i < flushes; i++) {
      segments.add(0, segment(0, 1_000_000, 100));
      Optional<MergeGroup> group = MergePolicy.next(segments, 8);
      while (group.isPresent()) {
        rewritten += group.get().inputs().stream().mapToLong(SegmentInfo::rows).sum();
        segments = rewritten(segments, group.get(), 1_000);
        group = MergePolicy.next(segments, 8);
      }
    }
    double times = rewritten / (100.0 * flushes);
    assertTrue(times < 8, () -> "each row is rewritten " + times + " times");
  }

  /** Groups are disjoint, in age order, and safe: what they hide and drop lies inside them. */
  @Test
  void groups_areSafeForAnySegments() {
    Random random = new Random(SEED);
    for (int round = 0; round < 3000; round++) {
      List<SegmentInfo> segments = randomSegments(random);
      for (MergeGroup group : MergePolicy.all(segments, 50)) {
        checkSafe(segments, group);
      }
      MergePolicy.next(segments, 2 + random.nextInt(5)).ifPresent(g -> checkSafe(segments, g));
    }
  }

  private static void checkSafe(List<SegmentInfo> segments, MergeGroup group) {
    List<SegmentInfo> inputs = group.inputs();
    assertEquals(segments.stream().filter(inputs::contains).toList(), inputs, "newest first");
    for (SegmentInfo outside : segments) {
      if (!inputs.contains(outside)) {
        boolean isOlderThanOne = segments.indexOf(outside) > segments.indexOf(inputs.getFirst());
        for (SegmentInfo input : inputs) {
          boolean overlap =
              outside.minKey() <= input.maxKey() && input.minKey() <= outside.maxKey();
          boolean outsideIsNewer = segments.indexOf(outside) < segments.indexOf(input);
          assertFalse(overlap && isOlderThanOne && outsideIsNewer, "would jump over a newer one");
          assertFalse(overlap && group.dropDeleted() && !outsideIsNewer, "may be hidden by a drop");
        }
      }
    }
  }

  private List<SegmentInfo> randomSegments(Random random) {
    List<SegmentInfo> segments = new ArrayList<>();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      long min = random.nextInt(60);
      int width = 1 + random.nextInt(20);
      int rows = 1 + random.nextInt(random.nextInt(4) == 0 ? 1000 : width);
      segments.add(segment(min, min + width, rows, random.nextInt(2)));
    }
    return segments;
  }

  /** Rewriting what the policy chooses comes to an end, whatever was there. */
  @Test
  void rewriting_ends() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2000; round++) {
      List<SegmentInfo> segments = randomSegments(random);
      int threshold = 2 + random.nextInt(5);
      int segmentRows = 1 + random.nextInt(30);
      int steps = 0;
      Optional<MergeGroup> group = MergePolicy.next(segments, threshold);
      while (group.isPresent()) {
        segments = rewritten(segments, group.get(), segmentRows);
        group = MergePolicy.next(segments, threshold);
        assertTrue(++steps < 1000, "no end in round " + round + ", seed " + SEED);
      }
      for (MergeGroup each : MergePolicy.all(segments, segmentRows)) {
        segments = rewritten(segments, each, segmentRows);
      }
      assertEquals(List.of(), overlapping(segments), "after a full merge");
    }
  }

  /** The segments that begin before another one, by least key, has ended. */
  private static List<SegmentInfo> overlapping(List<SegmentInfo> segments) {
    List<SegmentInfo> ascending =
        segments.stream().sorted(Comparator.comparingLong(SegmentInfo::minKey)).toList();
    return IntStream.range(1, ascending.size())
        .filter(i -> ascending.get(i).minKey() <= ascending.get(i - 1).maxKey())
        .mapToObj(ascending::get)
        .toList();
  }

  /** The worst case: no version supersedes another, so no row goes. */
  private List<SegmentInfo> rewritten(
      List<SegmentInfo> segments, MergeGroup group, int segmentRows) {
    long min = group.inputs().stream().mapToLong(SegmentInfo::minKey).min().orElseThrow();
    long max = group.inputs().stream().mapToLong(SegmentInfo::maxKey).max().orElseThrow();
    int rows = group.inputs().stream().mapToInt(SegmentInfo::rows).sum();
    int pieces = (int) Math.min((rows + segmentRows - 1) / segmentRows, max - min + 1);
    List<SegmentInfo> outputs =
        IntStream.range(0, pieces)
            .mapToObj(i ->
                segment(
                    min + (max - min + 1) * i / pieces,
                    min + (max - min + 1) * (i + 1) / pieces - 1,
                    Math.max(1, rows / pieces)))
            .toList();
    List<SegmentInfo> result = new ArrayList<>();
    for (SegmentInfo segment : segments) {
      if (segment.equals(group.inputs().getFirst())) {
        result.addAll(outputs);
      }
      if (!group.inputs().contains(segment)) {
        result.add(segment);
      }
    }
    return result;
  }
}
