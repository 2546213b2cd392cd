package io.omendb.testkit.database;

import static io.omendb.testkit.database.Refusals.assertHarmless;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.Row;
import io.omendb.predicate.Predicate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comparisons mean for values of each type, and which predicates are refused. */
interface WhereValueContract extends DatabaseFixture {
  private static List<Long> keys(Collection rows, String where) {
    List<Long> keys = rows.scan().where(where).toList().stream().map(Row::key).toList();
    assertEquals(keys.size(), rows.count(Predicate.parse(where)), where);
    return keys;
  }

  @ParameterizedTest
  @EnumSource
  default void int64_comparesExactly(Stage stage) {
    Collection rows = create("rows", "n int64");
    rows.put(Row.of(1).with("n", 1L << 53));
    rows.put(Row.of(2).with("n", (1L << 53) + 1));
    rows.put(Row.of(3).with("n", Long.MAX_VALUE));
    rows.put(Row.of(4).with("n", Long.MIN_VALUE));
    rows.put(Row.of((1L << 53) + 1));
    rows = stage.move(this, rows);
    assertEquals(List.of(2L), keys(rows, "n = 9007199254740993"));
    assertEquals(List.of(1L), keys(rows, "n = 9007199254740992"));
    assertEquals(List.of(1L), keys(rows, "n = 9007199254740992.0"));
    assertEquals(List.of(2L, 3L), keys(rows, "n > 9007199254740992.0"));
    assertEquals(List.of(2L), keys(rows, "n in (9007199254740993, 5, 1.5)"));
    assertEquals(List.of(1L, 3L, 4L), keys(rows, "n != 9007199254740993"));
    assertEquals(List.of(3L), keys(rows, "n >= 9223372036854775807"));
    assertEquals(List.of(), keys(rows, "n >= 9223372036854775808.0"));
    assertEquals(List.of(1L, 2L, 3L, 4L), keys(rows, "n < 9223372036854775808.0"));
    assertEquals(List.of(4L), keys(rows, "n <= -9223372036854775808.0"));
    assertEquals(List.of(), keys(rows, "n < -9223372036854775808"));
    assertEquals(List.of(4L), keys(rows, "n < -0.5"));
    assertEquals(List.of((1L << 53) + 1), keys(rows, "key = 9007199254740993"));
    assertEquals(List.of(), keys(rows, "key = 9007199254740992.0"));
    assertEquals(List.of(3L, 4L), keys(rows, "key > 2.5 and key <= 4.5"));
  }

  @ParameterizedTest
  @EnumSource
  default void floats_compareAsIeeeSays(Stage stage) {
    for (String type : List.of("float32", "float64")) {
      Collection rows = create("rows", "x " + type);
      double[] values = {-0.0, 0.0, Double.NaN, 0.1, 1 / 0.0, -1 / 0.0, 16777217};
      for (int key = 0; key < values.length; key++) {
        boolean narrow = type.equals("float32");
        rows.put(Row.of(key).with("x", narrow ? (Object) (float) values[key] : values[key]));
      }
      rows.put(Row.of(7));
      rows = stage.move(this, rows);
      assertEquals(List.of(0L, 1L), keys(rows, "x = 0.0"), type);
      assertEquals(List.of(0L, 1L), keys(rows, "x = -0.0"), type);
      assertEquals(List.of(0L, 1L), keys(rows, "x in (-0.0)"), type);
      assertEquals(List.of(5L), keys(rows, "x < -0.0"), type);
      assertEquals(List.of(3L), keys(rows, "x = 0.1"), type);
      assertEquals(List.of(6L), keys(rows, "x = 16777217"), type);
      assertEquals(List.of(2L, 3L, 4L, 5L, 6L), keys(rows, "x != 0"), type);
      assertEquals(List.of(2L, 3L, 4L, 6L), keys(rows, "not x <= 0"), type);
      assertEquals(List.of(3L, 4L, 6L), keys(rows, "x > 0"), type);
      assertEquals(List.of(2L), keys(rows, "not (x < 0 or x >= 0)"), type);
      assertEquals(List.of(4L), keys(rows, "x > 1.7976931348623157E308"), type);
      assertEquals(List.of(0L, 1L, 3L, 5L, 6L), keys(rows, "x < 1e300"), type);
      assertEquals(List.of(7L), keys(rows, "x is null"), type);
      database().dropCollection("rows");
    }
  }

  @ParameterizedTest
  @EnumSource
  default void utf8_comparesByCodePoint(Stage stage) {
    Collection rows = create("rows", "s utf8");
    String[] texts = {
      "", "a", "a\0", "ab", "12345678", "12345678\0", "123456789", "é", "\uffff", "🙂"
    };
    for (int key = 0; key < texts.length; key++) {
      rows.put(Row.of(key).with("s", texts[key]));
    }
    rows.put(Row.of(50).with("s", "x".repeat(500_000) + "y"));
    rows.put(Row.of(51).with("s", "x".repeat(500_000) + "z"));
    rows = stage.move(this, rows);
    assertEquals(List.of(0L), keys(rows, "s = ''"));
    assertEquals(List.of(1L), keys(rows, "s = 'a'"));
    assertEquals(List.of(4L), keys(rows, "s = '12345678'"));
    assertEquals(List.of(4L, 5L), keys(rows, "s >= '12345678' and s < '123456789'"));
    assertEquals(List.of(4L, 5L, 6L), keys(rows, "s like '12345678%'"));
    assertEquals(List.of(5L), keys(rows, "s like '12345678\0%'"));
    assertEquals(List.of(1L, 2L), keys(rows, "s in ('a', 'a\0', 'b')"));
    assertEquals(List.of(9L), keys(rows, "s > '\uffff'"));
    assertEquals(List.of(7L, 8L, 9L), keys(rows, "s >= 'é'"));
    assertEquals(
        List.of(50L),
        keys(
            rows,
            "s > 'xxxxxxxxxxx' and s like '"
                + "x".repeat(200_000)
                + "%' and not s >= '"
                + "x".repeat(9)
                + "z' and key = 50"));
    assertEquals(List.of(50L, 51L), keys(rows, "s like '" + "x".repeat(1000) + "%'"));
    assertEquals(List.of(), keys(rows, "s = '" + "x".repeat(1000) + "'"));
  }

  @ParameterizedTest
  @EnumSource
  default void timestamps_areTextOrMicroseconds(Stage stage) {
    Collection rows = create("rows", "t timestamp");
    rows.put(Row.of(1).with("t", Instant.parse("2026-01-31T00:00:00Z")));
    rows.put(Row.of(2).with("t", Instant.parse("2026-01-31T12:00:00.000001Z")));
    rows.put(Row.of(3).with("t", Instant.parse("1969-12-31T23:59:59.999999Z")));
    rows = stage.move(this, rows);
    assertEquals(List.of(1L), keys(rows, "t = '2026-01-31'"));
    assertEquals(List.of(1L), keys(rows, "t = '2026-01-31T01:00:00+01:00'"));
    assertEquals(List.of(2L), keys(rows, "t > '2026-01-31T12:00:00'"));
    assertEquals(List.of(2L), keys(rows, "t = '2026-01-31T12:00:00.000001Z'"));
    assertEquals(List.of(3L), keys(rows, "t = -1"));
    assertEquals(List.of(1L, 2L), keys(rows, "t >= 0"));
  }

  @Test
  default void nulls_areUnknown() {
    Collection rows = create("rows", "a int64, b bool");
    rows.put(List.of(Row.of(1).with("a", 5L), Row.of(2).with("b", true), Row.of(3)));
    assertEquals(List.of(1L), keys(rows, "a = 5 or b = false"));
    assertEquals(List.of(), keys(rows, "not (a = 5 or b = true)"));
    assertEquals(List.of(), keys(rows, "not a in (5)"));
    assertEquals(
        List.of(2L, 3L),
        keys(rows, "not a = 6 or a is null and a is null" + " or key = 99").stream()
            .filter(key -> key != 1)
            .toList());
    assertEquals(List.of(1L, 2L), keys(rows, "a is not null or b is not null"));
  }

  @Test
  default void badPredicate_isRefusedAndNamesTheField() {
    Collection rows = create("rows", "name utf8, size int64, v vector<float32>[2]");
    rows.put(Row.of(1).with("name", "Bern").with("v", new float[2]));
    for (String where : List.of("", "size >", "size > 1 &", "(".repeat(10_000), "size = 1.2.3")) {
      assertHarmless(
          rows, ErrorCode.INVALID_ARGUMENT, "where", () -> rows.scan().where(where).toList());
    }
    record Case(ErrorCode code, Predicate where, String part) {}
    for (Case each :
        List.of(
            new Case(ErrorCode.COLUMN_NOT_FOUND, Predicate.parse("sizes = 1"), "'sizes'"),
            new Case(ErrorCode.INVALID_ARGUMENT, Predicate.parse("size = 'x'"), "'size' is int64"),
            new Case(ErrorCode.INVALID_ARGUMENT, Predicate.parse("v is null"), "'v' is vector"))) {
      assertHarmless(
          rows, each.code, "where", () -> rows.scan().where(each.where).toList(), each.part);
      assertHarmless(rows, each.code, "where", () -> rows.count(each.where), each.part);
      assertHarmless(
          rows,
          each.code,
          "where",
          () -> rows.nearest(new float[2]).where(each.where).run(),
          each.part);
      assertHarmless(
          rows,
          each.code,
          "where",
          () -> rows.nearest(new float[2]).where(each.where).explain(),
          each.part);
    }
  }
}
