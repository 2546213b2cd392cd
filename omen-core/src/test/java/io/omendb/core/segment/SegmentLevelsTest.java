package io.omendb.core.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Schema;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.index.LevelIndex;
import io.omendb.spi.storage.StorageEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Levels find what a map of all versions says, and only what changed is built again. */
class SegmentLevelsTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);
  private static final Schema SCHEMA = Schema.parse("value int64");

  private final StorageEngine storage = EngineRegistry.get().storage().select("memory").open("");
  private final SegmentIndexes indexes =
      new SegmentIndexes(storage, EngineRegistry.get().index().select("linear").create());
  private final LookupCounts counts = new LookupCounts();
  private final List<Segment> opened = new ArrayList<>();

  @AfterEach
  void release() {
    opened.forEach(Segment::release);
    storage.close();
  }

  private Segment segment(long seq, Iterable<Long> keys) {
    List<RowVersion> versions = new ArrayList<>();
    keys.forEach(key -> versions.add(new RowVersion(key, seq, false, new Object[] {seq})));
    String name = "s" + opened.size() + ".arrow";
    SegmentInfo info = SegmentWriter.write(storage, name, SCHEMA, versions);
    Segment segment = Segment.open(storage, info, SCHEMA, indexes);
    opened.add(segment);
    return segment;
  }

  private SegmentLevels levels(List<Segment> newestFirst) {
    return SegmentLevels.EMPTY.with(newestFirst, indexes, counts);
  }

  private static long find(SegmentLevels levels, long key) {
    for (SegmentLevel level : levels.levels()) {
      long place = level.find(key);
      if (place != LevelIndex.NOT_FOUND) {
        return level.segment(LevelIndex.run(place)).reader().seq(LevelIndex.position(place));
      }
    }
    return -1;
  }

  /** Longest chain of segments that overlap one after the other: no grouping has fewer levels. */
  private static int chain(List<Segment> newestFirst) {
    int[] height = new int[newestFirst.size()];
    int longest = 0;
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      SegmentInfo info = newestFirst.get(i).info();
      height[i] = info.rows() == 0 ? 0 : 1;
      for (int j = i + 1; j < newestFirst.size(); j++) {
        SegmentInfo older = newestFirst.get(j).info();
        if (info.minKey() <= older.maxKey() && older.minKey() <= info.maxKey()) {
          height[i] = Math.max(height[i], 1 + height[j]);
        }
      }
      longest = Math.max(longest, height[i]);
    }
    return longest;
  }

  @Test
  void levels_findTheNewestVersionOfEveryKey() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      List<Segment> newestFirst = new ArrayList<>();
      Map<Long, Long> newest = new TreeMap<>();
      int segments = random.nextInt(12);
      for (long seq = 1; seq <= segments; seq++) {
        TreeSet<Long> keys = new TreeSet<>();
        long start = random.nextInt(60);
        for (int i = random.nextInt(10); i > 0; i--) {
          long key = start + random.nextInt(15);
          keys.add(key == 0 ? Long.MIN_VALUE : key == 70 ? Long.MAX_VALUE : key);
        }
        for (long key : keys) {
          newest.put(key, seq);
        }
        newestFirst.addFirst(segment(seq, keys));
      }
      SegmentLevels levels = levels(newestFirst);
      String where = "round " + round + ", seed " + SEED;
      assertEquals(chain(newestFirst), levels.depth(), where);
      for (long key = -2; key < 80; key++) {
        assertEquals(newest.getOrDefault(key, -1L), find(levels, key), where);
      }
      assertEquals(newest.getOrDefault(Long.MIN_VALUE, -1L), find(levels, Long.MIN_VALUE), where);
      assertEquals(newest.getOrDefault(Long.MAX_VALUE, -1L), find(levels, Long.MAX_VALUE), where);
    }
  }

  @Test
  void segmentsInKeyOrder_shareOneLevel() {
    List<Segment> newestFirst = new ArrayList<>();
    for (long i = 0; i < 20; i++) {
      newestFirst.addFirst(segment(i + 1, List.of(2 * i, 2 * i + 1)));
    }
    assertEquals(1, levels(newestFirst).depth());
    Collections.shuffle(newestFirst, new Random(SEED));
    assertEquals(1, levels(newestFirst).depth());
  }

  @Test
  void unchangedLevels_areKept() {
    Segment low = segment(1, List.of(1L, 2L));
    Segment high = segment(2, List.of(5L, 6L));
    Segment over = segment(3, List.of(2L, 5L));
    SegmentLevels two = levels(List.of(high, low));
    SegmentLevels three = two.with(List.of(over, high, low), indexes, counts);
    assertEquals(2, three.depth());
    assertSame(two.level(0), three.level(1), "the new one lies above");
    SegmentLevels again = three.with(three.newestFirst(), indexes, counts);
    assertEquals(three.levels(), again.levels());
    Segment between = segment(4, List.of(8L));
    SegmentLevels four = three.with(List.of(between, over, high, low), indexes, counts);
    assertSame(three.level(0), four.level(0));
    assertNotSame(three.level(1), four.level(1), "it joins the lowest level");
  }

  @Test
  void lookups_areCountedOnceAndRememberedWhenLevelsGo() {
    SegmentLevels levels = levels(List.of(segment(1, List.of(1L, 5L, 9L))));
    SegmentLevel level = levels.level(0);
    level.find(5);
    level.find(6);
    level.find(100);
    level.findAll(new long[] {1, 2, 9, 0}, 3, new long[3]);
    assertEquals(5, counts.sums().inModels(), "a key outside the level asks no index");
    counts.retire(levels, SegmentLevels.EMPTY);
    assertEquals(new LookupCounts.Sums(5, 0, 0), counts.sums());
  }

  @Test
  void levelsAboveTheLast_askTheirIndexForFewAbsentKeys() {
    List<Long> even = new ArrayList<>();
    for (long key = 0; key < 20_000; key += 2) {
      even.add(key);
    }
    Segment older = segment(1, even);
    Segment newer = segment(2, even);
    SegmentLevels levels = levels(List.of(newer, older));
    assertEquals(2, levels.depth());
    assertFalse(levels.level(1).description().contains("filter"));
    assertTrue(levels.level(0).description().contains("filter"));
    assertTrue(levels.level(0).sizeInBytes() >= levels.level(1).sizeInBytes() + 2L * even.size());
    int through = 0;
    for (long key = 1; key < 20_000; key += 2) {
      through += levels.level(0).admits(key) ? 1 : 0;
      assertTrue(levels.level(1).admits(key) || key > 19_998, "the last level has no filter");
    }
    assertTrue(through < 200, through + " of 10,000");
    assertTrue(levels.with(List.of(newer), indexes, counts).level(0).admits(1), "now the last");
  }
}
