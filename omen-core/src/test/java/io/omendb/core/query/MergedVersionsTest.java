package io.omendb.core.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.omendb.KeyRange;
import io.omendb.Schema;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.memtable.MemTables;
import io.omendb.core.segment.LookupCounts;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentIndexes;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentLevels;
import io.omendb.core.segment.SegmentOutput;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Merging memtables and segments gives the newest version of each key, as maps put over another.
 */
class MergedVersionsTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);
  private static final Schema SCHEMA = Schema.parse("value int64");
  private static final int[] ALL_COLUMNS = {0};

  private final StorageEngine storage = EngineRegistry.get().storage().select("memory").open("");
  private final SegmentIndexes indexes =
      new SegmentIndexes(storage, EngineRegistry.get().index().select("linear").create());
  private final AtomicInteger names = new AtomicInteger();

  private static NavigableMap<Long, RowVersion> layer(Random random, long seq) {
    NavigableMap<Long, RowVersion> layer = new TreeMap<>();
    for (int i = random.nextInt(30); i > 0; i--) {
      int choice = random.nextInt(40);
      long key = choice == 0 ? Long.MIN_VALUE : choice == 1 ? Long.MAX_VALUE : choice - 20L;
      boolean deleted = random.nextInt(4) == 0;
      layer.put(
          key,
          new RowVersion(key, seq, deleted, deleted ? RowVersion.NO_VALUES : new Object[] {seq}));
    }
    return layer;
  }

  private List<Segment> segments(NavigableMap<Long, RowVersion> layer, Random random) {
    SegmentOutput output =
        new SegmentOutput(
            storage,
            SCHEMA,
            indexes,
            () -> "s" + names.incrementAndGet() + ".arrow",
            1 + random.nextInt(20));
    layer.values().forEach(output::add);
    List<Segment> segments = new ArrayList<>();
    for (SegmentInfo info : output.finish()) {
      segments.add(Segment.open(storage, info, SCHEMA, indexes));
    }
    return segments;
  }

  @Test
  void versions_areTheNewestInOrder() {
    Random random = new Random(SEED);
    for (int round = 0; round < 400; round++) {
      List<Segment> segments = new ArrayList<>();
      List<MemTable> memTables = new ArrayList<>();
      NavigableMap<Long, RowVersion> newest = new TreeMap<>();
      int segmentLayers = random.nextInt(4);
      int layers = segmentLayers + random.nextInt(3);
      for (int seq = 1; seq <= layers; seq++) {
        NavigableMap<Long, RowVersion> layer = layer(random, seq);
        newest.putAll(layer);
        if (seq <= segmentLayers) {
          segments.addAll(0, segments(layer, random));
        } else {
          MemTable memTable = MemTables.of(SCHEMA);
          layer.values().forEach(version -> MemTables.add(memTable, SCHEMA, version));
          memTables.addFirst(memTable);
        }
      }
      SegmentLevels levels = SegmentLevels.EMPTY.with(segments, indexes, new LookupCounts());
      ReadState state = new ReadState(memTables, levels);
      for (KeyRange keys :
          List.of(
              KeyRange.ALL, KeyRange.of(-5, 7), KeyRange.of(3, 3), KeyRange.between(4L, null))) {
        check(state, keys, false, newest);
        check(state, keys, true, newest);
        checkRuns(state, keys, false, newest, random);
        checkRuns(state, keys, true, newest, random);
      }
      state.release();
      segments.forEach(Segment::release);
    }
  }

  private static void check(
      ReadState state, KeyRange keys, boolean descending, NavigableMap<Long, RowVersion> newest) {
    MergedVersions merged = MergedVersions.of(state, Long.MAX_VALUE, keys, descending, null);
    assertThrows(IllegalStateException.class, merged::key);
    String where = keys + (descending ? " descending" : "") + ", seed " + SEED;
    for (RowVersion expected : (descending ? newest.descendingMap() : newest).values()) {
      if (keys.contains(expected.key())) {
        assertEquals(true, merged.advance(), where);
        assertEquals(expected.key(), merged.key(), where);
        assertEquals(expected.deleted(), merged.deleted(), where);
        if (!expected.deleted()) {
          assertArrayEquals(expected.values(), merged.values(ALL_COLUMNS), where);
        }
      }
    }
    assertEquals(false, merged.advance(), where);
  }

  /** The same by runs, of which only those of memtables are read row by row. */
  private static void checkRuns(
      ReadState state,
      KeyRange keys,
      boolean descending,
      NavigableMap<Long, RowVersion> newest,
      Random random) {
    MergedVersions merged = MergedVersions.of(state, Long.MAX_VALUE, keys, descending, null);
    List<String> expected = new ArrayList<>();
    List<String> live = new ArrayList<>();
    for (RowVersion version : (descending ? newest.descendingMap() : newest).values()) {
      if (keys.contains(version.key())) {
        expected.add(version.key() + "@" + version.seq());
        if (!version.deleted()) {
          live.add(version.key() + "@" + version.seq());
        }
      }
    }
    List<String> found = new ArrayList<>();
    List<String> foundLive = new ArrayList<>();
    while (merged.advance()) {
      SegmentRun run = merged.run(1 + random.nextInt(25));
      if (run != null) {
        SegmentRun fitting = run.fitting(ALL_COLUMNS, random.nextInt(200));
        fitting.forEach((segment, from, to) -> addTo(found, segment, from, to));
        fitting.forEachLive((segment, from, to) -> addTo(foundLive, segment, from, to));
        merged.skipTo(fitting);
      } else {
        RowVersion there = Objects.requireNonNull(newest.get(merged.key()));
        String version = there.key() + "@" + there.seq();
        found.add(version);
        if (!merged.deleted()) {
          foundLive.add(version);
        }
      }
    }
    String where = keys + (descending ? " descending" : "") + ", seed " + SEED;
    assertEquals(expected, found, where);
    assertEquals(live, foundLive, where);
  }

  private static void addTo(List<String> versions, Segment segment, int from, int to) {
    for (int row = from; row < to; row++) {
      versions.add(segment.reader().key(row) + "@" + segment.reader().seq(row));
    }
  }
}
