package io.omendb.testkit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ArrowBatch;
import io.omendb.ArrowCursor;
import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.RowReader;
import io.omendb.ScanSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scans give live rows in key order, of one moment. */
interface ScanContract extends DatabaseFixture {
  @ParameterizedTest
  @EnumSource
  default void scan_isThatOfASortedMap(Stage stage) {
    LayeredRows rows = LayeredRows.in(this, SEED);
    Collection collection = stage.move(this, rows.collection());
    for (KeyRange keys : rows.ranges()) {
      for (boolean descending : new boolean[] {false, true}) {
        for (long limit : new long[] {ScanSpec.NO_LIMIT, 0, 1, 17}) {
          ScanSpec spec = new ScanSpec(keys, descending, limit, null);
          List<Row> expected = expected(rows.live(), spec);
          assertEquals(expected, toList(collection, spec), spec::toString);
          assertEquals(expected, ArrowReading.rows(collection.scanArrow(spec)), spec::toString);
        }
      }
    }
  }

  private static List<Row> expected(NavigableMap<Long, Row> live, ScanSpec spec) {
    NavigableMap<Long, Row> inside = LayeredRows.within(live, spec.keys());
    return (spec.descending() ? inside.descendingMap() : inside)
        .values().stream().limit(spec.limit()).toList();
  }

  private static List<Row> toList(RowReader reader, ScanSpec spec) {
    List<Row> rows = new ArrayList<>();
    try (RowCursor cursor = reader.scan(spec)) {
      cursor.forEachRemaining(rows::add);
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource
  default void projection_givesTheColumnsInTheOrderNamed(Stage stage) {
    Collection places = create("places", "name utf8, size int64, flag bool");
    places.put(Row.of(1).with("name", "Bern").with("size", 5L));
    places = stage.move(this, places);
    assertEquals(List.of("size", "name"), columnsOf(places, List.of("size", "name")));
    assertEquals(List.of("flag"), columnsOf(places, List.of("flag")));
    assertEquals(List.of(), columnsOf(places, List.of()));
    assertEquals(List.of("name", "size", "flag"), columnsOf(places, null));
    Row expected = Row.of(1).with("size", 5L).with("name", "Bern");
    assertEquals(List.of(expected), places.scan().columns("size", "name").toList());
    ArrowCursor batches = places.scan().columns("size", "name").openArrow();
    assertEquals(List.of(expected), ArrowReading.rows(batches));
  }

  private static List<String> columnsOf(Collection places, @Nullable List<String> columns) {
    ScanSpec spec = new ScanSpec(KeyRange.ALL, false, 1, columns);
    List<String> names = namesOf(toList(places, spec).getFirst());
    assertEquals(names, namesOf(ArrowReading.rows(places.scanArrow(spec)).getFirst()));
    return names;
  }

  private static List<String> namesOf(Row row) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      names.add(row.columnName(i));
    }
    return names;
  }

  @Test
  default void query_buildsWhatItSays() {
    Collection keys = create("keys", "");
    for (long key = -3; key <= 3; key++) {
      keys.put(Row.of(key));
    }
    assertEquals(List.of(-1L, 0L), keysOf(keys.scan().keys(-1, 1).toList()));
    assertEquals(List.of(2L, 3L), keysOf(keys.scan().from(2).toList()));
    assertEquals(List.of(-3L), keysOf(keys.scan().to(-2).toList()));
    assertEquals(List.of(3L, 2L), keysOf(keys.scan().descending().limit(2).toList()));
  }

  private static List<Long> keysOf(List<Row> rows) {
    return rows.stream().map(Row::key).toList();
  }

  @ParameterizedTest
  @EnumSource
  default void cursor_readsTheMomentItWasOpened(Stage stage) {
    LayeredRows rows = LayeredRows.in(this, SEED);
    Collection collection = rows.collection();
    List<Row> before = List.copyOf(rows.live().values());
    try (RowCursor cursor = collection.scan(ScanSpec.ALL);
        ArrowCursor batches = collection.scanArrow(ScanSpec.ALL)) {
      List<Row> seen = new ArrayList<>();
      seen.add(cursor.next());
      for (Row row : before) {
        collection.delete(row.key());
      }
      collection.put(Row.of(123_456_789));
      if (stage == Stage.FLUSHED || stage == Stage.MERGED) {
        stage.move(this, collection);
      }
      cursor.forEachRemaining(seen::add);
      assertEquals(before, seen);
      assertEquals(before, ArrowReading.rows(batches));
    }
    assertEquals(1, collection.count());
  }

  @Test
  default void cursor_atItsEnd_staysThere() {
    Collection keys = create("keys", "");
    keys.put(Row.of(1));
    try (RowCursor cursor = keys.scan(ScanSpec.ALL)) {
      assertTrue(cursor.hasNext());
      assertTrue(cursor.hasNext(), "asking moves nothing");
      assertEquals(1, cursor.next().key());
      assertFalse(cursor.hasNext());
      assertThrows(NoSuchElementException.class, cursor::next);
      assertFalse(cursor.hasNext());
    }
  }

  @Test
  default void batches_endAndClose() {
    Collection keys = create("keys", "");
    ArrowCursor none = keys.scanArrow(ScanSpec.ALL);
    assertNull(none.next());
    assertNull(none.next());
    none.close();
    none.close();
    assertEquals(ErrorCode.CLOSED, assertThrows(OmenException.class, none::next).code());
    keys.put(Row.of(1));
    try (ArrowCursor one = keys.scanArrow(ScanSpec.ALL)) {
      ArrowBatch batch = Objects.requireNonNull(one.next());
      assertEquals(1, batch.rows());
      assertNull(one.next());
    }
  }

  @ParameterizedTest
  @EnumSource
  default void batches_areManyWhereThereIsMuch(Stage stage) {
    Collection blobs = create("blobs", "content binary not null");
    List<Row> expected = new ArrayList<>();
    for (long key = 0; key < 40; key++) {
      expected.add(Row.of(key).with("content", new byte[key % 7 == 0 ? 1 : 200_000]));
      blobs.put(expected.getLast());
    }
    blobs = stage.move(this, blobs);
    try (ArrowCursor cursor = blobs.scanArrow(ScanSpec.ALL)) {
      int rows = 0;
      for (ArrowBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        assertTrue(batch.message().remaining() < 2_000_000, "bytes " + batch.message());
        rows += batch.rows();
      }
      assertEquals(expected.size(), rows);
    }
    assertEquals(expected, ArrowReading.rows(blobs.scanArrow(ScanSpec.ALL)));
  }
}
