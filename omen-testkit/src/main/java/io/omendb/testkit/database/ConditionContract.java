package io.omendb.testkit.database;

import static io.omendb.testkit.database.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.omendb.Collection;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.VersionedRow;
import io.omendb.WriteBatch;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches with conditions are written as a whole or refused as a whole, wherever the rows are. */
interface ConditionContract extends DatabaseFixture {
  private static WriteBatch put(long key, long value) {
    return new WriteBatch().put(Row.of(key).with("value", value));
  }

  private static long seq(Collection rows, long key) {
    return rows.getVersioned(key).map(VersionedRow::seq).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  default void getVersioned_namesTheCommit(Stage stage) {
    Collection rows = create("rows", "value int64");
    long first = rows.write(put(1, 1).put(Row.of(2).with("value", 2L)));
    long second = rows.write(put(1, 3));
    rows.delete(3);
    rows = stage.move(this, rows);
    assertEquals(
        Optional.of(new VersionedRow(Row.of(1).with("value", 3L), second)), rows.getVersioned(1));
    assertEquals(first, seq(rows, 2));
    assertEquals(Optional.empty(), rows.getVersioned(3));
  }

  @ParameterizedTest
  @EnumSource
  default void requireAbsent_refusesARow(Stage stage) {
    Collection rows = create("rows", "value int64");
    rows.write(put(1, 1));
    Collection moved = stage.move(this, rows);
    assertRefused(
        ErrorCode.CONFLICT,
        "requireAbsent",
        () -> moved.write(put(1, 2).put(Row.of(5)).requireAbsent(1)),
        "key 1");
    assertFalse(moved.get(5).isPresent(), "nothing of the batch is written");
    moved.write(put(2, 2).requireAbsent(2));
    moved.delete(1);
    moved.write(put(1, 3).requireAbsent(1));
    assertEquals(3L, moved.get(1).orElseThrow().getLong("value"));
  }

  @ParameterizedTest
  @EnumSource
  default void requireUnchanged_refusesALaterCommit(Stage stage) {
    Collection created = create("rows", "value int64");
    long first = created.write(put(1, 1));
    long second = created.write(put(1, 2));
    Collection rows = stage.move(this, created);
    assertRefused(
        ErrorCode.CONFLICT,
        "requireUnchanged",
        () -> rows.write(put(1, 3).requireUnchanged(1, first)),
        "key 1",
        "commit " + second);
    long third = rows.write(put(1, 3).requireUnchanged(1, second));
    rows.write(put(2, 1).requireUnchanged(1, third).requireAbsent(2));
    long deleted = rows.write(new WriteBatch().delete(1).requireUnchanged(1, third));
    assertRefused(
        ErrorCode.CONFLICT,
        "requireUnchanged",
        () -> rows.write(put(1, 4).requireUnchanged(1, third)));
    Collection moved = stage.move(this, rows);
    assertRefused(
        ErrorCode.CONFLICT,
        "requireUnchanged",
        () -> moved.write(put(1, 4).requireUnchanged(1, third)));
    moved.write(put(1, 4).requireUnchanged(1, deleted + 100));
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  default void conditionsAlone_writeNothing(Durability durability) {
    Collection rows = create("rows", "value int64");
    long seq = rows.write(put(1, 1), durability);
    assertEquals(seq, rows.write(new WriteBatch().requireUnchanged(1, seq), durability));
    assertThrows(
        OmenException.class, () -> rows.write(new WriteBatch().requireAbsent(1), durability));
    assertEquals(seq, rows.stats().seq());
  }

  @Test
  default void negativeSeq_isRefused() {
    assertRefused(
        ErrorCode.INVALID_ARGUMENT, "seq", () -> new WriteBatch().requireUnchanged(1, -1), "-1");
  }

  /** Random conditions over few keys against a model that knows who wrote what when. */
  @ParameterizedTest
  @EnumSource
  default void randomConditions_holdAsTheModelSays(Stage stage) {
    Collection rows = create("rows", "value int64");
    TreeMap<Long, Long> written = new TreeMap<>();
    TreeMap<Long, Long> removed = new TreeMap<>();
    Random random = new Random(SEED);
    long last = 0;
    for (int i = 0; i < 400; i++) {
      if (i % 100 == 99) {
        rows = stage.move(this, rows);
      }
      long key = random.nextInt(8);
      long other = random.nextInt(8);
      long since = Math.max(0, last - random.nextInt(6));
      boolean absent = random.nextBoolean();
      boolean delete = random.nextInt(3) == 0;
      WriteBatch batch = delete ? new WriteBatch().delete(key) : put(key, i);
      WriteBatch conditional =
          absent ? batch.requireAbsent(other) : batch.requireUnchanged(other, since);
      Durability durability = random.nextBoolean() ? Durability.SYNC : Durability.ASYNC;
      String where = "step " + i + ", seed " + SEED;
      boolean exists = written.containsKey(other);
      boolean holds =
          absent ? !exists : written.getOrDefault(other, removed.getOrDefault(other, 0L)) <= since;
      try {
        last = rows.write(conditional, durability);
        assertEquals(true, holds, where);
        (delete ? removed : written).put(key, last);
        (delete ? written : removed).remove(key);
      } catch (OmenException refusal) {
        assertEquals(ErrorCode.CONFLICT, refusal.code(), where);
        // Of a row that is gone a collection may say "perhaps", but never of one that is there.
        assertEquals(true, !holds || (!absent && !exists), where);
      }
    }
    assertEquals(
        List.copyOf(written.keySet()), rows.scan().toList().stream().map(Row::key).toList());
    for (long key : written.keySet()) {
      assertEquals(written.get(key), seq(rows, key));
    }
  }
}
