package io.omendb.core.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Schema;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentIndexes;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentWriter;
import io.omendb.core.segment.ZoneMap;
import io.omendb.predicate.Predicate;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over many blocks, at odd places, a segment's filter says what the filter says row by row. */
class SegmentFilterTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);

  /** Columns that rise with the row, so that zone maps decide most blocks, and random ones. */
  private static final Schema SCHEMA =
      Schema.parse(
          "rising int64, step int32, rate float64, narrow float32, at timestamp, name utf8, flag"
              + " bool, gap int64, long_text utf8, raw binary");

  private static final List<String> PREDICATES =
      List.of(
          "rising < 1500",
          "rising between 1024 and 2047",
          "not rising between 1024 and 2047",
          "rising in (5, 3000, 4100) or step = 2",
          "step >= 1 and step < 3 and flag = true",
          "rate > 2500 or rate != 7",
          "narrow < 10.5 and not narrow = 3",
          "at >= '1970-01-01T00:00:00.002Z'",
          "name >= 'n02000' and name < 'n03'",
          "name like 'n01%'",
          "not name like 'n01%'",
          "name in ('n00001', 'n00007', 'n04000', 'a', 'b', 'c', 'd', 'e', 'f', 'g')",
          "gap is null",
          "gap is not null and gap > 3",
          "not (gap = 3 or flag = false)",
          "long_text like 'a long beginning of 1%' or long_text > 'a long beginning of 9'",
          "long_text = 'a long beginning of 77'",
          "raw is null or key < 50",
          "key >= 6000 or key in (3, 4, 5)",
          "flag != true and (rising < 100 or rising > 4900)");

  private final StorageEngine storage = EngineRegistry.get().storage().select("memory").open("");
  private final SegmentIndexes indexes =
      new SegmentIndexes(storage, EngineRegistry.get().index().select("binary").create());

  @AfterEach
  void close() {
    storage.close();
  }

  private static List<RowVersion> versions(int rows, boolean deletions, boolean nulls) {
    Random random = new Random(SEED);
    List<RowVersion> versions = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      boolean deleted = deletions && random.nextInt(10) == 0;
      @Nullable Object[] values = {
        (long) row,
        row / 1000,
        random.nextInt(500) == 0 ? Double.NaN : row,
        (float) (row % 20),
        Instant.ofEpochSecond(0, row * 1000L),
        String.format("n%05d", row),
        random.nextBoolean(),
        (long) random.nextInt(6),
        "a long beginning of " + random.nextInt(200) + (row == 7 ? "x".repeat(1 << 19) : ""),
        new byte[] {1}
      };
      for (int i = 0; nulls && i < values.length; i++) {
        // Whole blocks of nulls, too.
        if (random.nextInt(20) == 0 || (i == 7 && row / 1024 == 2)) {
          values[i] = null;
        }
      }
      versions.add(new RowVersion(2L * row, 1, deleted, deleted ? RowVersion.NO_VALUES : values));
    }
    return versions;
  }

  private Segment segment(List<RowVersion> versions) {
    SegmentInfo info = SegmentWriter.write(storage, "s.arrow", SCHEMA, versions);
    return Segment.open(storage, info, SCHEMA, indexes);
  }

  private static Stream<Predicate> predicates() {
    return PREDICATES.stream().map(Predicate::parse);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 1023, 1024, 1025, 5000})
  void matches_isWhatTheFilterSaysRowByRow(int rows) {
    for (boolean deletions : new boolean[] {false, true}) {
      for (boolean nulls : new boolean[] {false, true}) {
        List<RowVersion> versions = versions(rows, deletions, nulls);
        Segment segment = segment(versions);
        try {
          predicates().forEach(where -> check(where, versions, segment));
        } finally {
          segment.release();
          storage.deleteBlob("s.arrow");
        }
      }
    }
  }

  private static void check(Predicate where, List<RowVersion> versions, Segment segment) {
    RowFilter filter = RowFilter.of(where, SCHEMA);
    Random random = new Random(SEED);
    int rows = versions.size();
    for (int i = 0; i < 8; i++) {
      int first = i == 0 ? 0 : random.nextInt(rows);
      int end = i == 0 ? rows : first + random.nextInt(rows - first + 1);
      RowBitmap bitmap = filter.matches(segment, first, end);
      int count = 0;
      for (int row = 0; row < rows; row++) {
        boolean expected = row >= first && row < end && filter.matches(versions.get(row));
        assertEquals(expected, bitmap.get(row), "row " + row + " of " + rows + ": " + where);
        count += expected ? 1 : 0;
      }
      assertEquals(count, bitmap.cardinality());
      checkWays(bitmap, first, end);
    }
    SegmentFilter onSegment = filter.on(segment);
    for (int row = rows - 1; row >= 0; row -= 1 + random.nextInt(5)) {
      assertEquals(filter.matches(versions.get(row)), onSegment.matches(row), where::toString);
    }
  }

  /** The ways to go through a bitmap agree. */
  private static void checkWays(RowBitmap bitmap, int first, int end) {
    assertEquals(first, bitmap.firstRow());
    assertEquals(end, bitmap.endRow());
    int middle = first + (end - first) / 3;
    assertEquals(
        bitmap.cardinality(), bitmap.cardinality(0, middle) + bitmap.cardinality(middle, end + 99));
    int visited = 0;
    for (int row = bitmap.next(0); row < end; row = bitmap.next(row + 1)) {
      assertTrue(bitmap.get(row));
      visited++;
    }
    assertEquals(bitmap.cardinality(), visited);
    int inWords = 0;
    for (long word : bitmap.words()) {
      inWords += Long.bitCount(word);
    }
    assertEquals(visited, inWords);
    assertFalse(bitmap.get(end));
  }

  @Test
  void zoneMaps_passOverBlocks() {
    Segment segment = segment(versions(5000, false, true));
    try {
      for (String where :
          List.of(
              "rising between 1100 and 1200",
              "name between 'n01100' and 'n01200'",
              "at between '1970-01-01T00:00:00.0011Z' and 1200",
              "key between 2200 and 2400",
              "rising > 1100 and flag = true and rising < 1150",
              "not rising > 1023 and not rising < 0")) {
        SegmentFilter filter = RowFilter.of(Predicate.parse(where), SCHEMA).on(segment);
        RowBitmap bitmap = filter.matches(0, 5000);
        assertTrue(bitmap.cardinality() > 10, where);
        assertEquals(5, filter.blocks(), where);
        assertEquals(4, filter.blocksSkipped(), where);
      }
      SegmentFilter nulls = RowFilter.of(Predicate.parse("gap < 10"), SCHEMA).on(segment);
      nulls.matches(0, 5000);
      assertEquals(1, nulls.blocksSkipped(), "the block of nulls");
    } finally {
      segment.release();
    }
  }

  @Test
  void zoneMap_knowsOnlyBlocksThatWereAskedFor() {
    Segment segment = segment(versions(5000, false, false));
    try {
      RowFilter.of(Predicate.parse("rising > 5"), SCHEMA).matches(segment, 1500, 1600);
      ZoneMap zones = segment.zones(0);
      assertFalse(zones.isKnown(0));
      assertTrue(zones.isKnown(1));
      assertEquals(1024, zones.least(1));
      assertEquals(2047, zones.greatest(1));
      assertFalse(zones.isKnown(2));
    } finally {
      segment.release();
    }
  }
}
