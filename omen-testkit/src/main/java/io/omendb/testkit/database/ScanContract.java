package io.omendb.testkit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.KeyRange;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.RowReader;
import io.omendb.ScanSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
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
          assertEquals(expected(rows.live(), spec), toList(collection, spec), spec::toString);
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
    Row row = places.scan().columns("size", "name").toList().getFirst();
    assertEquals(Row.of(1).with("size", 5L).with("name", "Bern"), row);
  }

  private static List<String> columnsOf(Collection places, @Nullable List<String> columns) {
    Row row = toList(places, new ScanSpec(KeyRange.ALL, false, 1, columns)).getFirst();
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
    try (RowCursor cursor = collection.scan(ScanSpec.ALL)) {
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
}
