package io.omendb.testkit.database;

import static io.omendb.testkit.database.Refusals.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are loaded in bulk appear all at once, or not at all, and as of the load's begin. */
interface BulkLoadContract extends DatabaseFixture {
  private static Row row(long key, long value) {
    return Row.of(key).with("value", value);
  }

  private static Map<Long, Long> contents(Collection rows) {
    TreeMap<Long, Long> contents = new TreeMap<>();
    rows.scan().forEach(row -> contents.put(row.key(), row.getLong("value")));
    return contents;
  }

  /** The rows 0..count-1; {@code before} is called before each. */
  private static Iterator<Row> rows(long count, LongConsumer before) {
    return LongStream.range(0, count)
        .mapToObj(key -> {
          before.accept(key);
          return row(key, key);
        })
        .iterator();
  }

  @ParameterizedTest
  @EnumSource
  default void bulkLoad_replacesOlderRows(Stage stage) {
    Collection rows = create("rows", "value int64");
    Random random = new Random(SEED);
    TreeMap<Long, Long> expected = new TreeMap<>();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 40; i++) {
        long key = random.nextInt(400);
        rows.put(row(key, -i));
        expected.put(key, (long) -i);
      }
      List<Row> loaded = new ArrayList<>();
      for (long key = random.nextInt(100); key < 300; key += 1 + random.nextInt(3)) {
        loaded.add(row(key, 1000L * round + key));
        expected.put(key, 1000L * round + key);
      }
      if (round > 0) {
        Collections.shuffle(loaded, random);
      }
      long seq = rows.bulkLoad(loaded.iterator());
      assertEquals(rows.stats().seq(), seq);
      assertEquals(seq, rows.getVersioned(loaded.getFirst().key()).orElseThrow().seq());
      assertEquals(expected, contents(rows), "seed " + SEED);
      rows = stage.move(this, rows);
      assertEquals(expected, contents(rows), "seed " + SEED);
      rows.delete(expected.firstKey());
      expected.remove(expected.firstKey());
    }
    assertEquals(expected.size(), rows.count());
  }

  @Test
  default void bulkLoad_ofEqualKeys_lastWins() {
    Collection rows = create("rows", "value int64");
    rows.bulkLoad(List.of(row(5, 1), row(3, 1), row(5, 2), row(5, 3), row(3, 4)).iterator());
    assertEquals(Map.of(3L, 4L, 5L, 3L), contents(rows));
  }

  @Test
  default void bulkLoad_ofNothing_isNoCommit() {
    Collection rows = create("rows", "value int64");
    long seq = rows.put(row(1, 1));
    assertEquals(seq, rows.bulkLoad(Collections.emptyIterator()));
    assertEquals(seq, rows.stats().seq());
  }

  /** Whoever writes during the load comes after it, flushed or not. */
  @ParameterizedTest
  @EnumSource(names = {"MEMTABLE", "MERGED", "REPLAYED", "MERGED_REOPENED"})
  default void writesDuringALoad_winOverIt(Stage stage) {
    Collection rows = create("rows", "value int64");
    rows.put(List.of(row(10, -1), row(11, -1), row(12, -1), row(1000, -1)));
    View before = rows.view();
    rows.bulkLoad(
        rows(
            200,
            key -> {
              if (key == 50) {
                rows.put(row(10, -2));
                rows.delete(11);
                rows.delete(5); // Hides nothing yet, for no segment reaches down to it.
                rows.flush();
                rows.put(row(13, -2));
                assertEquals(5 - 1, rows.count(), "nothing of the load is visible yet");
              }
            }));
    assertEquals(4, before.count());
    before.close();
    TreeMap<Long, Long> expected = new TreeMap<>();
    LongStream.range(0, 200).forEach(key -> expected.put(key, key));
    expected.put(10L, -2L);
    expected.put(13L, -2L);
    expected.put(1000L, -1L);
    expected.remove(11L);
    expected.remove(5L);
    assertEquals(expected, contents(rows));
    assertEquals(expected, contents(stage.move(this, rows)));
  }

  @Test
  default void bulkLoad_thatFails_leavesNothing() {
    Collection rows = create("rows", "value int64 not null");
    rows.put(row(1, 1));
    assertCode(
        ErrorCode.INVALID_VALUE,
        () ->
            rows.bulkLoad(
                List.of(row(5, 5), row(2, 2), Row.of(7).with("value", "seven")).iterator()));
    assertThrows(
        IllegalStateException.class,
        () ->
            rows.bulkLoad(
                rows(
                    500,
                    key -> {
                      if (key == 400) {
                        throw new IllegalStateException("no more rows");
                      }
                    })));
    assertEquals(1, rows.count());
    rows.put(row(2, 2));
    Collection reopened = reopen().collection("rows");
    assertEquals(2, reopened.count());
    reopened.bulkLoad(rows(500, key -> {}));
    assertEquals(500, reopened.count());
  }

  /** The drop comes when the last row has been read, so that only the end of the load is left. */
  @Test
  default void bulkLoad_droppedBeforeItsEnd_isRefusedAndLeavesNothing() {
    Collection rows = create("rows", "value int64");
    Iterator<Row> source = rows(100, key -> {});
    OmenException refusal =
        assertThrows(
            OmenException.class,
            () ->
                rows.bulkLoad(
                    new Iterator<>() {
                      @Override
                      public boolean hasNext() {
                        boolean more = source.hasNext();
                        if (!more) {
                          database().dropCollection("rows");
                        }
                        return more;
                      }

                      @Override
                      public Row next() {
                        return source.next();
                      }
                    }));
    assertEquals(ErrorCode.COLLECTION_NOT_FOUND, refusal.code());
    create("rows", "value int64");
    assertEquals(0, reopen().collection("rows").count());
  }

  /** It would wait for itself. */
  @Test
  default void bulkLoad_whoseRowsMergeOrLoad_isRefused() {
    Collection rows = create("rows", "value int64");
    assertCode(ErrorCode.UNSUPPORTED, () -> rows.bulkLoad(rows(10, key -> rows.merge())));
    assertCode(
        ErrorCode.UNSUPPORTED,
        () -> rows.bulkLoad(rows(10, key -> rows.bulkLoad(rows(10, inner -> {})))));
    assertEquals(0, rows.count());
    rows.bulkLoad(rows(10, key -> {}));
    rows.merge();
    assertEquals(10, rows.count());
  }

  @Test
  default void bulkLoad_intoADroppedCollection_isRefused() {
    Collection rows = create("rows", "value int64");
    OmenException refusal =
        assertThrows(
            OmenException.class,
            () ->
                rows.bulkLoad(
                    rows(
                        500,
                        key -> {
                          if (key == 100) {
                            database().dropCollection("rows");
                          }
                        })));
    assertEquals(ErrorCode.COLLECTION_NOT_FOUND, refusal.code());
    assertEquals(List.of(), database().listCollections());
    create("rows", "value int64");
    assertEquals(0, reopen().collection("rows").count());
  }
}
