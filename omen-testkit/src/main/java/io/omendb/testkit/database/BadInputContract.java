package io.omendb.testkit.database;

import static io.omendb.testkit.database.Refusals.assertHarmless;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.Limits;
import io.omendb.Row;
import io.omendb.WriteBatch;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that cannot be granted: what the refusal says, and that nothing has happened. */
interface BadInputContract extends DatabaseFixture {
  private Collection filled() {
    Collection collection = create("all_types", ValueContract.ALL_TYPES);
    collection.put(List.of(Row.of(1).with("tag", "a"), Row.of(2).with("tag", "b")));
    collection.flush();
    collection.put(Row.of(3).with("tag", "c").with("position", new float[] {1, 2, 3}));
    return collection;
  }

  static Stream<Arguments> badValues() {
    return Stream.of(
        value("flag", 1, "bool", "Integer"),
        value("flag", "true", "bool", "String"),
        value("small", 1L << 31, "int32", "2147483648", "-2147483648..2147483647"),
        value("small", 1.5, "int32", "1.5"),
        value("small", "1", "int32", "String"),
        value("small", true, "int32", "Boolean"),
        value("big", BigInteger.ONE.shiftLeft(63), "int64", "9223372036854775808"),
        value("big", 0x1p63, "int64", "Double " + 0x1p63),
        value("big", Double.NaN, "int64", "NaN"),
        value("big", Float.POSITIVE_INFINITY, "int64", "Infinity"),
        value("big", new byte[8], "int64", "byte[]"),
        value("single", 1e39, "float32", "1.0E39"),
        value("single", "1", "float32", "String"),
        value("wide", "1", "float64", "String"),
        value("moment", 0L, "timestamp", "Long"),
        value("moment", Instant.ofEpochSecond(0, 1), "microsecond", "00.000000001Z"),
        value("moment", Instant.MAX, "64-bit microseconds"),
        value("moment", Instant.MIN, "64-bit microseconds"),
        value("label", 1, "utf8", "Integer"),
        value("label", 'x', "utf8", "Character"),
        value("label", "ab\ud800", "surrogate", "2"),
        value("label", "\udc00\ud800", "surrogate", "0"),
        value("bytes", "x", "binary", "String"),
        value("position", new double[3], "vector<float32>[3]", "double[]"),
        value("position", List.of(1f, 2f, 3f), "vector<float32>[3]"),
        value("position", new float[0], "dimension 3", "0"),
        value("position", new float[2], "dimension 3", "2"),
        value("position", new float[4], "dimension 3", "4"),
        value("position", new float[] {0, Float.NaN, 0}, "element 1", "NaN", "finite"),
        value("position", new float[] {0, 0, Float.POSITIVE_INFINITY}, "element 2", "Infinity"),
        value("position", new float[] {Float.NEGATIVE_INFINITY, 0, 0}, "element 0", "-Infinity"),
        value("tag", 5, "utf8", "Integer"));
  }

  private static Arguments value(String column, Object value, String... parts) {
    return Arguments.of(column, value, parts);
  }

  @ParameterizedTest
  @MethodSource("badValues")
  default void badValue_isRefusedWithItsWholeBatch(String column, Object value, String[] parts) {
    Collection collection = filled();
    Row bad = Row.of(4).with("tag", "d").with(column, value);
    String[] named =
        Stream.concat(Stream.of("'" + column + "'"), Stream.of(parts)).toArray(String[]::new);
    assertHarmless(collection, ErrorCode.INVALID_VALUE, column, () -> collection.put(bad), named);
    WriteBatch batch = new WriteBatch().put(Row.of(9).with("tag", "x")).delete(1).put(bad);
    assertHarmless(
        collection, ErrorCode.INVALID_VALUE, column, () -> collection.write(batch), named);
  }

  @Test
  default void missingRequiredValue_isRefused() {
    Collection collection = filled();
    for (Row bad : List.of(Row.of(4711), Row.of(4711).with("tag", null))) {
      assertHarmless(
          collection,
          ErrorCode.INVALID_VALUE,
          "tag",
          () -> collection.put(bad),
          "'tag'",
          "not null",
          "4711");
    }
  }

  @Test
  default void valueOverTheLimit_isRefused() {
    Collection collection = filled();
    Row binary = Row.of(4).with("tag", "").with("bytes", new byte[Limits.MAX_VALUE_BYTES + 1]);
    Row text =
        Row.of(4).with("tag", "").with("label", "é".repeat(Limits.MAX_VALUE_BYTES / 2) + "x");
    assertHarmless(
        collection,
        ErrorCode.LIMIT_EXCEEDED,
        "bytes",
        () -> collection.put(binary),
        "16777217",
        "16777216");
    assertHarmless(
        collection,
        ErrorCode.LIMIT_EXCEEDED,
        "label",
        () -> collection.put(text),
        "16777217",
        "16777216");
  }

  @Test
  default void batchOverTheLimits_isRefused() {
    Collection collection = filled();
    WriteBatch many = new WriteBatch();
    for (int i = 0; i <= Limits.MAX_BATCH_OPERATIONS; i++) {
      many.delete(i);
    }
    assertHarmless(
        collection,
        ErrorCode.LIMIT_EXCEEDED,
        "batch",
        () -> collection.write(many),
        "100001",
        "100000");
    WriteBatch large = new WriteBatch();
    byte[] bytes = new byte[Limits.MAX_VALUE_BYTES];
    for (int i = 0; i < 5; i++) {
      large.put(Row.of(i).with("tag", "").with("bytes", bytes));
    }
    assertHarmless(
        collection,
        ErrorCode.LIMIT_EXCEEDED,
        "batch",
        () -> collection.write(large),
        String.valueOf(Limits.MAX_BATCH_BYTES));
  }

  @Test
  default void tooManyKeys_areRefused() {
    Collection collection = filled();
    assertHarmless(
        collection,
        ErrorCode.LIMIT_EXCEEDED,
        "keys",
        () -> collection.getAll(new long[Limits.MAX_GET_KEYS + 1]),
        "100001",
        "100000");
  }

  @Test
  default void unknownColumn_isRefused() {
    Collection collection = filled();
    String[] parts = {"'colour'", "flag, small"};
    float[] query = new float[3];
    ErrorCode code = ErrorCode.COLUMN_NOT_FOUND;
    Row bad = Row.of(4).with("tag", "x").with("colour", null);
    assertHarmless(collection, code, "columns", () -> collection.put(bad), parts);
    assertHarmless(
        collection,
        code,
        "columns",
        () -> collection.scan().columns("tag", "colour").open(),
        parts);
    assertHarmless(
        collection,
        code,
        "columns",
        () -> collection.nearest(query).columns("colour").run(),
        parts);
    assertHarmless(
        collection, code, "columns", () -> collection.nearest("colour", query).run(), parts);
    assertHarmless(
        collection, code, "columns", () -> collection.scan().columns("key").open(), "'key'");
    assertHarmless(
        collection,
        code,
        "columns",
        () -> collection.scan().columns("\0".repeat(10_000)).open(),
        "10000");
  }

  @Test
  default void repeatedColumn_isRefused() {
    Collection collection = filled();
    assertHarmless(
        collection,
        ErrorCode.INVALID_SCHEMA,
        "schema",
        () -> collection.scan().columns("tag", "tag").open(),
        "'tag'",
        "twice");
  }

  @Test
  default void reversedRange_isRefused() {
    Collection collection = filled();
    ErrorCode code = ErrorCode.INVALID_ARGUMENT;
    String[] parts = {"reversed", "5", "4"};
    assertHarmless(collection, code, "to", () -> collection.count(KeyRange.of(5, 4)), parts);
    assertHarmless(collection, code, "to", () -> collection.scan().keys(5, 4).open(), parts);
    assertHarmless(
        collection, code, "to", () -> collection.nearest(new float[3]).keys(5, 4).run(), parts);
    assertHarmless(
        collection,
        code,
        "to",
        () -> collection.scan().keys(Long.MAX_VALUE, Long.MIN_VALUE).open(),
        "" + Long.MAX_VALUE,
        "" + Long.MIN_VALUE);
  }

  @Test
  default void negativeLimit_isRefused() {
    Collection collection = filled();
    assertHarmless(
        collection,
        ErrorCode.INVALID_ARGUMENT,
        "limit",
        () -> collection.scan().limit(-1).open(),
        "-1",
        "at least 0");
  }

  @Test
  default void kOutsideItsBounds_isRefused() {
    Collection collection = filled();
    for (int k : new int[] {0, -1, Integer.MIN_VALUE, Limits.MAX_K + 1, Integer.MAX_VALUE}) {
      assertHarmless(
          collection,
          ErrorCode.INVALID_ARGUMENT,
          "k",
          () -> collection.nearest(new float[3]).k(k).run(),
          "" + k,
          "1..100000");
    }
  }

  @Test
  default void badQueryVector_isRefused() {
    Collection collection = filled();
    ErrorCode code = ErrorCode.INVALID_VALUE;
    assertHarmless(
        collection,
        code,
        "position",
        () -> collection.nearest(new float[2]).run(),
        "dimension 3",
        "2");
    assertHarmless(
        collection,
        code,
        "position",
        () -> collection.nearest(new float[] {0, 0, Float.NaN}).run(),
        "element 2",
        "NaN");
    assertHarmless(
        collection,
        code,
        "position",
        () -> collection.nearest("position", new float[] {Float.POSITIVE_INFINITY, 0, 0}).run(),
        "element 0",
        "Infinity");
  }

  @Test
  default void searchOnAColumnWithoutVectors_isRefused() {
    Collection collection = filled();
    assertHarmless(
        collection,
        ErrorCode.INVALID_ARGUMENT,
        "column",
        () -> collection.nearest("label", new float[3]).run(),
        "'label'",
        "utf8");
  }

  @Test
  default void searchWithoutAColumn_needsExactlyOne() {
    Collection none = create("none", "tag utf8");
    Collection two = create("two", "a vector<float32>[2], b vector<float32>[2]");
    ErrorCode code = ErrorCode.INVALID_ARGUMENT;
    float[] query = new float[2];
    assertHarmless(none, code, "column", () -> none.nearest(query).run(), "no vector column");
    assertHarmless(two, code, "column", () -> two.nearest(query).run(), "a, b");
    two.put(Row.of(1).with("b", query));
    assertEquals(1, two.nearest("b", query).hits().size());
    assertEquals(0, two.nearest("a", query).hits().size());
  }
}
