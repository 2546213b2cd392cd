package io.omendb.testkit.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Durability;
import io.omendb.Limits;
import io.omendb.Row;
import io.omendb.WriteBatch;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Upserts, deletes and batches take effect together, in order, for good. */
interface WriteContract extends DatabaseFixture {
  private static Row row(long key, String name) {
    return Row.of(key).with("name", name);
  }

  private static Optional<Object> nameOf(Collection collection, long key) {
    return collection.get(key).map(row -> String.valueOf(row.get("name")));
  }

  @Test
  default void write_returnsAGrowingSeq() {
    Collection places = create("places", "name utf8");
    assertEquals(1, places.put(row(1, "a")));
    assertEquals(2, places.put(List.of(row(1, "b"), row(2, "c"))));
    assertEquals(3, places.delete(1, 5));
    assertEquals(3, places.write(new WriteBatch()), "an empty batch is no commit");
    assertEquals(3, places.put(List.of()));
    assertEquals(4, places.write(new WriteBatch().delete(9), Durability.ASYNC));
    assertEquals(4, places.stats().seq());
  }

  @ParameterizedTest
  @EnumSource
  default void put_replacesTheWholeRow(Stage stage) {
    Collection places = create("places", "name utf8, size int64");
    places.put(row(1, "Bern").with("size", 5L));
    places = stage.move(this, places);
    places.put(row(1, "Basel"));
    assertEquals(Optional.of(row(1, "Basel")), places.get(1));
    places = stage.move(this, places);
    assertEquals(Optional.of(row(1, "Basel")), places.get(1));
    assertEquals(1, places.count());
  }

  @ParameterizedTest
  @EnumSource
  default void batch_ofOneKey_laterOperationWins(Stage stage) {
    Collection places = create("places", "name utf8");
    places.put(List.of(row(3, "old"), row(4, "old")));
    places = stage.move(this, places);
    places.write(
        new WriteBatch()
            .put(row(1, "first"))
            .put(row(1, "second"))
            .put(row(2, "first"))
            .delete(2)
            .delete(3)
            .put(row(3, "new"))
            .put(row(4, "new"))
            .delete(4)
            .delete(5));
    places = stage.move(this, places);
    assertEquals(List.of(row(1, "second"), row(3, "new")), places.scan().toList());
    assertEquals(2, places.count());
    assertEquals(Optional.empty(), places.get(4));
  }

  /** For every pair of stages: written, gone, written again, read at each step. */
  @ParameterizedTest
  @EnumSource
  default void deleteAndWriteAgain_atEveryStage(Stage first) {
    Collection places = create("places", "name utf8");
    places.put(List.of(row(-1, "below"), row(100, "above")));
    long key = 0;
    for (Stage second : Stage.values()) {
      places.put(row(key, "old"));
      places = first.move(this, places);
      assertEquals(Optional.of("old"), nameOf(places, key), second::toString);
      places.delete(key);
      assertEquals(Optional.empty(), places.get(key), second::toString);
      places = second.move(this, places);
      assertEquals(Optional.empty(), places.get(key), second::toString);
      assertEquals(2 + key, places.count(), second::toString);
      places.put(row(key, "new"));
      assertEquals(Optional.of("new"), nameOf(places, key), second::toString);
      places = first.move(this, places);
      assertEquals(Optional.of("new"), nameOf(places, key), second::toString);
      key++;
    }
    places = Stage.MERGED.move(this, places);
    assertEquals(2 + key, places.scan().toList().size());
    assertEquals(places.count(), places.stats().segmentRows(), "merging leaves live rows only");
  }

  @ParameterizedTest
  @EnumSource
  default void delete_ofEverything_leavesNothing(Stage stage) {
    Collection places = create("places", "name utf8");
    for (long key = 0; key < 200; key++) {
      places.put(row(key, "x"));
    }
    places = stage.move(this, places);
    for (long key = 0; key < 200; key++) {
      places.delete(key, key);
    }
    places.delete(Long.MIN_VALUE, Long.MAX_VALUE);
    places = stage.move(this, places);
    assertEquals(0, places.count());
    assertEquals(List.of(), places.scan().toList());
    places = Stage.MERGED.move(this, places);
    assertEquals(List.of(), places.stats().segments());
    assertEquals(0, places.stats().memtableRows());
  }

  @ParameterizedTest
  @EnumSource
  default void extremeKeys_areOrdinaryKeys(Stage stage) {
    Collection places = create("places", "name utf8");
    long[] keys = {
      Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };
    for (long key : keys) {
      places.put(row(key, "k" + key));
    }
    places.delete(0);
    places = stage.move(this, places);
    for (long key : keys) {
      assertEquals(key == 0 ? Optional.empty() : Optional.of("k" + key), nameOf(places, key));
    }
    places.delete(Long.MIN_VALUE, Long.MAX_VALUE);
    places = stage.move(this, places);
    assertEquals(Optional.empty(), places.get(Long.MIN_VALUE));
    assertEquals(Optional.empty(), places.get(Long.MAX_VALUE));
    assertEquals(4, places.count());
  }

  @ParameterizedTest
  @EnumSource
  default void arrays_areCopiedInAndOut(Stage stage) {
    Collection places = create("places", "bytes binary, position vector<float32>[2]");
    byte[] bytes = {1, 2};
    float[] position = {3, 4};
    places.put(Row.of(1).with("bytes", bytes).with("position", position));
    bytes[0] = 9;
    position[0] = 9;
    places = stage.move(this, places);
    for (int read = 0; read < 2; read++) {
      for (Row row :
          List.of(
              places.get(1).orElseThrow(),
              places.getAll(1).getFirst(),
              places.scan().toList().getFirst(),
              places.nearest(position).hits().getFirst().row())) {
        assertArrayEquals(new byte[] {1, 2}, row.getBytes("bytes"));
        assertArrayEquals(new float[] {3, 4}, row.getVector("position"));
        row.getBytes("bytes")[1] = 8;
        row.getVector("position")[1] = 8;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  default void eitherDurability_isVisibleAtOnceAndAfterReopening(Durability durability) {
    Collection places = create("places", "name utf8");
    long seq = places.write(new WriteBatch().put(row(1, "a")), durability);
    assertEquals(Optional.of("a"), nameOf(places, 1));
    places = reopen().collection("places");
    assertEquals(Optional.of("a"), nameOf(places, 1));
    assertEquals(seq, places.stats().seq());
  }

  @Test
  default void largestBatch_isOneCommit() {
    Collection keys = create("keys", "");
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < Limits.MAX_BATCH_OPERATIONS; i++) {
      batch.put(Row.of(i % 1000));
    }
    assertEquals(1, keys.write(batch));
    assertEquals(1000, keys.count());
  }

  @ParameterizedTest
  @EnumSource(names = {"REPLAYED", "MERGED_REOPENED"})
  default void largestValue_isStored(Stage stage) {
    Collection files = create("files", "bytes binary, text utf8");
    byte[] bytes = new byte[Limits.MAX_VALUE_BYTES];
    bytes[bytes.length - 1] = 1;
    files.put(Row.of(1).with("bytes", bytes));
    files.put(Row.of(2).with("text", "é".repeat(Limits.MAX_VALUE_BYTES / 2)));
    files = stage.move(this, files);
    assertArrayEquals(bytes, files.get(1).orElseThrow().getBytes("bytes"));
    assertEquals(Limits.MAX_VALUE_BYTES / 2, files.get(2).orElseThrow().getString("text").length());
  }

  @Test
  default void stats_sayWhereRowsAre() {
    Collection keys = create("keys", "");
    for (int i = 0; i < 100; i++) {
      keys.put(Row.of(i));
    }
    assertEquals(100, keys.stats().memtableRows());
    assertTrue(keys.stats().memtableBytes() > 0);
    assertEquals(0, keys.stats().segmentRows());
    keys.flush();
    assertEquals(0, keys.stats().memtableRows());
    assertEquals(0, keys.stats().memtableBytes());
    assertEquals(100, keys.stats().segmentRows());
    assertTrue(keys.stats().segmentBytes() > 100 * Long.BYTES);
    assertEquals(database().engines(), keys.stats().engines());
    assertEquals("keys", keys.stats().name());
  }
}
