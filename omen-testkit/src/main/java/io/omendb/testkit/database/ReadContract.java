package io.omendb.testkit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.Collection;
import io.omendb.KeyRange;
import io.omendb.Limits;
import io.omendb.Row;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Point reads and counts find the newest version, wherever it lies. */
interface ReadContract extends DatabaseFixture {
  @ParameterizedTest
  @EnumSource
  default void get_findsTheNewestVersion(Stage stage) {
    LayeredRows rows = LayeredRows.in(this, SEED);
    Collection collection = stage.move(this, rows.collection());
    for (long key : rows.probes()) {
      assertEquals(Optional.ofNullable(rows.live().get(key)), collection.get(key), () -> "" + key);
    }
  }

  @ParameterizedTest
  @EnumSource
  default void getAll_keepsOrderRepeatsAndLeavesOutMissing(Stage stage) {
    LayeredRows rows = LayeredRows.in(this, SEED);
    Collection collection = stage.move(this, rows.collection());
    Random random = new Random(SEED);
    long[] probes = rows.probes();
    for (int keys : new int[] {0, 1, 2, 7, 100, 1000}) {
      long[] asked =
          LongStream.range(0, keys).map(i -> probes[random.nextInt(probes.length)]).toArray();
      List<Row> expected =
          LongStream.of(asked).mapToObj(rows.live()::get).filter(Objects::nonNull).toList();
      assertEquals(expected, collection.getAll(asked), () -> keys + " keys, seed " + SEED);
    }
  }

  /**
   * Every type, with nulls and empty values, some rows in memory, more keys than one round takes.
   */
  @ParameterizedTest
  @EnumSource
  default void getAll_readsWhatGetReads(Stage stage) {
    Random random = new Random(SEED);
    Collection collection =
        create("types", "n int32, s utf8, b binary, v vector<float32>[2], t bool");
    for (int layer = 0; layer < 3; layer++) {
      for (int i = 0; i < 150; i++) {
        long key = random.nextInt(400);
        if (random.nextInt(8) == 0) {
          collection.delete(key);
        } else {
          collection.put(randomRow(key, random));
        }
      }
      collection.flush();
    }
    collection = stage.move(this, collection);
    collection.put(randomRow(5, random));
    collection.delete(6);
    long[] asked = LongStream.range(0, 1_500).map(i -> random.nextInt(-10, 410)).toArray();
    List<Row> expected =
        LongStream.of(asked).mapToObj(collection::get).flatMap(Optional::stream).toList();
    assertEquals(expected, collection.getAll(asked), () -> "seed " + SEED);
  }

  private static Row randomRow(long key, Random random) {
    Row row = Row.of(key);
    byte[] bytes = new byte[random.nextInt(5)];
    random.nextBytes(bytes);
    row = random.nextInt(3) == 0 ? row : row.with("n", random.nextInt());
    row = random.nextInt(3) == 0 ? row : row.with("s", "é".repeat(random.nextInt(3)));
    row = random.nextInt(3) == 0 ? row : row.with("b", bytes);
    row = random.nextInt(3) == 0 ? row : row.with("v", new float[] {key, random.nextFloat()});
    return random.nextInt(3) == 0 ? row : row.with("t", random.nextBoolean());
  }

  @Test
  default void getAll_takesAsManyKeysAsTheLimit() {
    Collection keys = create("keys", "");
    keys.put(Row.of(1));
    assertEquals(Limits.MAX_GET_KEYS, keys.getAll(repeated(1, Limits.MAX_GET_KEYS)).size());
    assertEquals(List.of(), keys.getAll(repeated(2, Limits.MAX_GET_KEYS)));
  }

  private static long[] repeated(long key, int times) {
    return LongStream.range(0, times).map(i -> key).toArray();
  }

  @ParameterizedTest
  @EnumSource
  default void count_isThatOfLiveRows(Stage stage) {
    LayeredRows rows = LayeredRows.in(this, SEED);
    Collection collection = stage.move(this, rows.collection());
    NavigableMap<Long, Row> live = rows.live();
    assertEquals(live.size(), collection.count());
    for (KeyRange keys : rows.ranges()) {
      assertEquals(LayeredRows.within(live, keys).size(), collection.count(keys), keys::toString);
    }
  }
}
