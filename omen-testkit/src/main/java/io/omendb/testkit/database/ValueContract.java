package io.omendb.testkit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.Collection;
import io.omendb.Row;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every value comes back as it was written: extremes, nulls, empty ones. */
interface ValueContract extends DatabaseFixture {
  /** A column of every type, and one that must be there. */
  String ALL_TYPES =
      "flag bool, small int32, big int64, single float32, wide float64, moment timestamp,"
          + " label utf8, bytes binary, position vector<float32>[3], tag utf8 not null";

  /** Values at their bounds, one row each, by column. */
  Map<String, List<Object>> EXTREMES =
      Map.of(
          "flag", List.of(true, false),
          "small", List.of(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE),
          "big", List.of(Long.MIN_VALUE, -1L, 0L, (1L << 53) + 1, Long.MAX_VALUE),
          "single",
              List.of(
                  0f,
                  -0f,
                  Float.MIN_VALUE,
                  -Float.MAX_VALUE,
                  Float.NaN,
                  Float.POSITIVE_INFINITY,
                  Float.NEGATIVE_INFINITY),
          "wide",
              List.of(
                  0d,
                  -0d,
                  Double.MIN_VALUE,
                  -Double.MAX_VALUE,
                  Double.NaN,
                  Double.POSITIVE_INFINITY,
                  Double.NEGATIVE_INFINITY),
          "moment",
              List.of(
                  Instant.EPOCH,
                  Instant.EPOCH.minus(Long.MAX_VALUE / 1_000_000, ChronoUnit.SECONDS),
                  Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS),
                  Instant.parse("1969-12-31T23:59:59.999999Z")),
          "label", List.of("", " ", "\0", "Zürich", "日本", "😀", "x".repeat(70_000)),
          "bytes", List.of(new byte[0], new byte[] {0}, new byte[] {-128, 127}, new byte[70_000]),
          "position",
              List.of(
                  new float[3],
                  new float[] {-0f, Float.MIN_VALUE, Float.MIN_NORMAL},
                  new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, 1}));

  @ParameterizedTest
  @EnumSource
  default void extremes_comeBack(Stage stage) {
    Collection values = create("all_types", ALL_TYPES);
    TreeMap<Long, Row> written = new TreeMap<>();
    EXTREMES.forEach((column, extremes) -> {
      for (Object extreme : extremes) {
        long key = written.size();
        written.put(key, Row.of(key).with("tag", column).with(column, extreme));
      }
    });
    values.put(written.values());
    values = stage.move(this, values);
    assertEquals(List.copyOf(written.values()), values.scan().toList());
    assertEquals(List.copyOf(written.values()), ArrowReading.rows(values.scan().openArrow()));
    for (Row row : written.values()) {
      assertEquals(Optional.of(row), values.get(row.key()));
    }
  }

  @ParameterizedTest
  @EnumSource
  default void fullAndNullRows_comeBack(Stage stage) {
    Collection values = create("all_types", ALL_TYPES);
    Row full = Row.of(1).with("tag", "full");
    Row empty = Row.of(2).with("tag", "");
    for (Map.Entry<String, List<Object>> column : EXTREMES.entrySet()) {
      full = full.with(column.getKey(), column.getValue().getLast());
      empty = empty.with(column.getKey(), null);
    }
    values.put(List.of(empty, full));
    values = stage.move(this, values);
    List<Row> expected = List.of(full, Row.of(2).with("tag", ""));
    assertEquals(expected, values.scan().toList());
    assertEquals(expected, ArrowReading.rows(values.scan().openArrow()));
    Row read = values.get(2).orElseThrow();
    assertEquals(10, read.size(), "nulls are columns of the row too");
    assertEquals("flag", read.columnName(0));
    for (String column : EXTREMES.keySet()) {
      assertEquals(Optional.empty(), Optional.ofNullable(read.get(column)), column);
    }
  }

  @ParameterizedTest
  @EnumSource
  default void columnOfOneKind_comesBack(Stage stage) {
    Collection values = create("all_types", ALL_TYPES);
    for (long key = 0; key < 150; key++) {
      values.put(Row.of(key).with("tag", "t").with("small", key < 100 ? null : (Integer) 7));
    }
    values = stage.move(this, values);
    long nulls = values.scan().toList().stream().filter(row -> row.get("small") == null).count();
    assertEquals(100, nulls);
    assertEquals(values.scan().toList(), ArrowReading.rows(values.scan().openArrow()));
  }

  @Test
  default void values_areStoredInCanonicalForm() {
    Collection values = create("all_types", ALL_TYPES);
    assertStored(values, "small", (byte) 7, 7);
    assertStored(values, "small", 7.0, 7);
    assertStored(values, "big", 7, 7L);
    assertStored(values, "big", new BigInteger("9223372036854775807"), Long.MAX_VALUE);
    assertStored(values, "single", 0.1, 0.1f);
    assertStored(values, "wide", 7, 7.0);
    assertStored(values, "wide", 0.5f, 0.5);
  }

  private static void assertStored(
      Collection values, String column, Object written, @Nullable Object expected) {
    values.put(Row.of(1).with("tag", "t").with(column, written));
    assertEquals(expected, values.get(1).orElseThrow().get(column));
  }
}
