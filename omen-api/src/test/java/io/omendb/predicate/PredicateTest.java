package io.omendb.predicate;

import static io.omendb.predicate.Predicate.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Schema;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredicateTest {
  private static final Schema PLACES =
      Schema.parse(
          "name utf8, size int64, small int32, rate float32, flag bool, seen timestamp, raw binary,"
              + " v vector<float32>[2]");

  private static OmenException refused(Runnable call) {
    OmenException refusal = assertThrows(OmenException.class, call::run);
    assertEquals(Optional.of("where"), refusal.field(), refusal::getMessage);
    assertTrue(refusal.what().length() < 400, refusal::what);
    return refusal;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size > 100000 and name = 'FR'",
        "size = -9223372036854775808 or size != 9223372036854775807",
        "rate < 0.1 and rate >= -1.5E-10",
        "not (flag = true or flag = false) and key <= 5",
        "name in ('it''s', '', 'a\\b') and size in (1, -2, 3.5)",
        "name like 'Gen%' or name like '100\\%\\_\\\\%' or name like '%'",
        "name is null and raw is not null",
        "(size > 1 and size < 9) and key > 0",
        "not name is not null and not not size = 1",
        "not size = 1 and not (size = 2 and size = 3)",
        "\"in\" = 1 or \"a \"\"b\" = 2 or \"\" = 3 or \"1a\" = 4 or \"TRUE\" = 5",
        "seen >= '2026-01-31T12:00:00Z' or name = '\n🙂'"
      })
  void text_isReadAndWrittenAlike(String text) {
    Predicate predicate = Predicate.parse(text);
    assertEquals(text, predicate.toString());
    assertEquals(predicate, Predicate.parse(predicate.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SIZE>1 AND size<=+2|SIZE > 1 and size <= 2",
        "size<>1|size != 1",
        "size between 1 and 2 and flag = TRUE|(size >= 1 and size <= 2) and flag = true",
        "size not between 1 and 2|not (size >= 1 and size <= 2)",
        "size not in (1)|not size in (1)",
        "name Not Like 'a%'|not name like 'a%'",
        "a = 1 or b = 2 and c = 3|a = 1 or (b = 2 and c = 3)",
        "not a = 1 and b = 2|not a = 1 and b = 2",
        "((((a = 1))))|a = 1",
        "a=.5 or a=1e3 or a=-1.0|a = 0.5 or a = 1000.0 or a = -1.0",
        "a=-0.0|a = -0.0"
      })
  void text_isBroughtIntoOneForm(String text, String printed) {
    assertEquals(printed, Predicate.parse(text).toString());
    assertEquals(Predicate.parse(text), Predicate.parse(printed));
  }

  @Test
  void builder_makesWhatTextSays() {
    assertEquals(
        Predicate.parse("population > 100000 and country = 'FR' and key between -5 and 5"),
        column("population")
            .greaterThan(100_000)
            .and(column("country").equalTo("FR"))
            .and(
                column("key").between(-5, 5L) instanceof Predicate.And between
                    ? new Predicate.And(between.terms())
                    : column("key").isNull()));
    assertEquals(
        Predicate.parse("a in (1, 2.5, 'x', true) or not b is null or c like 'p%'"),
        column("a")
            .in((short) 1, 2.5f, "x", true)
            .or(column("b").isNotNull())
            .or(column("c").startsWith("p")));
    assertEquals(
        Predicate.parse("not (a < 1 or a >= 2) and b <= 3 and b != 4"),
        column("a")
            .lessThan(1)
            .or(column("a").atLeast(2))
            .not()
            .and(column("b").atMost(3))
            .and(column("b").notEqualTo(4)));
    assertEquals(
        Predicate.parse("seen = '2026-01-31T00:00:00Z'"),
        column("seen").equalTo(Instant.parse("2026-01-31T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|1|the name of a column|the end",
        "size|5|=, !=|the end",
        "size >|7|a value|the end",
        "size > and|8|a value|'and'",
        "size > other|8|a value|'other'",
        "size = null|8|IS NULL|'null'",
        "size = 1 flag|10|AND, OR or the end|'flag'",
        "size = 1)|9|AND, OR or the end|')'",
        "(size = 1|10|')'|the end",
        "size in ()|10|a value|')'",
        "size in (1,|12|a value|the end",
        "size in 1|9|'('|'1'",
        "size between 1 or 2|16|AND|'or'",
        "size is 5|9|NULL|'5'",
        "size not 5|10|IN, BETWEEN or LIKE|'5'",
        "and = 1|1|the name of a column|'and'",
        "5 < size|1|the name of a column|'5'",
        "'a' = name|1|the name of a column|a text in quotes",
        "size == 1|7|a value|'='",
        "size = 9223372036854775808|8|64 bits|'9223372036854775808'",
        "size = 1e999|8|finite|'1e999'",
        "size = 12abc|8|whole number|'12abc'",
        "size = 1.2.3|8|whole number|'1.2.3'",
        "size = 1.|8|whole number|'1.'",
        "size = - 1|8|a value|'-'",
        "name = 'open|8|closing '|end",
        "name = \"open|8|closing \"|end",
        "name like 5|11|a text in single quotes|'5'",
        "size ; 1|6|=, !=|';'",
        "size = 1 -- x|10|AND, OR or the end|'-'"
      })
  void error_namesThePositionAndWhatWasExpected(
      String text, int position, String expected, String found) {
    OmenException refusal = refused(() -> Predicate.parse(text));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refusal.code());
    for (String part : new String[] {"position " + position, expected, found}) {
      assertTrue(refusal.what().contains(part), () -> part + " in: " + refusal.what());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "%a%", "a%b", "a_%", "a\\", "a\\%", "%%", "_"})
  void like_takesAPrefixOnly(String pattern) {
    assertTrue(
        refused(() -> Predicate.parse("name like '" + pattern + "'"))
            .what()
            .contains("a prefix followed by one % at position 11"));
  }

  @Test
  void hostileText_meetsALimit() {
    for (String text :
        new String[] {
          "(".repeat(100_000),
          "not ".repeat(50_000) + "a = 1",
          "(".repeat(Limits.MAX_PREDICATE_DEPTH) + "a = 1" + ")".repeat(Limits.MAX_PREDICATE_DEPTH),
          "a = 1" + " or a = 1".repeat(Limits.MAX_PREDICATE_TERMS),
          "a in (1" + ", 1".repeat(Limits.MAX_IN_LITERALS) + ")",
          "a = 1" + " ".repeat(Limits.MAX_PREDICATE_LENGTH),
          "a = '\ud800'"
        }) {
      assertEquals(
          ErrorCode.INVALID_ARGUMENT,
          refused(() -> Predicate.parse(text)).code(),
          () -> text.substring(0, 20));
    }
    int depth = Limits.MAX_PREDICATE_DEPTH - 1;
    assertEquals(
        "a = 1", Predicate.parse("(".repeat(depth) + "a = 1" + ")".repeat(depth)).toString());
    Predicate many = Predicate.parse("a in (1" + ", 1".repeat(Limits.MAX_IN_LITERALS - 1) + ")");
    assertEquals(many, Predicate.parse(many.toString()));
    Predicate deepest = Predicate.parse("not ".repeat(depth) + "a = 1");
    assertEquals(deepest, Predicate.parse(deepest.toString()));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refused(deepest::not).code());
  }

  @Test
  void builtTree_meetsTheSameLimits() {
    Predicate doubling = column("a").equalTo(1);
    int made = 0;
    while (made < 100) {
      Predicate last = doubling;
      try {
        doubling = last.and(last).not();
        made++;
      } catch (OmenException refusal) {
        assertEquals(ErrorCode.INVALID_ARGUMENT, refusal.code());
        break;
      }
    }
    assertTrue(made > 5 && made < 12, "doublings: " + made);
    refused(() -> new Predicate.And(Collections.emptyList()));
    refused(() -> column("a").in());
    refused(() -> column("a").equalTo(Double.NaN));
    refused(() -> column("a").lessThan(Float.POSITIVE_INFINITY));
    refused(() -> column("a").equalTo(new float[] {1}));
    refused(() -> column("a").startsWith("\udc00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key >= 5 and key in (1, 2) and key is not null and key < 2.5",
        "name < 'x' and name in ('a') and name like 'b%' and name is null",
        "size = 1 and size = 1.5 and small in (1, 5e10) and rate > 3",
        "flag = true and flag != false and flag in (true, false)",
        "seen < 5 and seen >= '2026-01-31' and seen in ('2026-01-31T12:00:00.123456+02:00')",
        "seen = '2026-01-31T12:00:00' and raw is null"
      })
  void check_takesWhatFits(String text) {
    Predicate.parse(text).check(PLACES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "size = 'FR'|'size' is int64 and cannot be compared with 'FR'",
        "size = true|'size' is int64 and cannot be compared with true",
        "name > 5|'name' is utf8 and cannot be compared with 5",
        "name in ('a', 5)|'name' is utf8 and cannot be compared with 5",
        "flag = 1|'flag' is bool and cannot be compared with 1",
        "flag < true|'flag' is bool and knows =, != and IN only",
        "raw = 'x'|'raw' is binary and knows IS NULL only",
        "size like 'a%'|'size' is int64 and has no LIKE",
        "v = 1|'v' is vector<float32>[2] and cannot stand in a predicate",
        "not (flag = true or v is null)|'v' is vector<float32>[2]",
        "key = 'a'|'key' is int64",
        "seen = true|'seen' is timestamp",
        "seen = 1.5|'seen' is timestamp",
        "seen = 'today'|'today' is no point in time",
        "seen = '2026-01-31T12:00:00.1234567Z'|finer than a microsecond",
        "seen = '+999999999-01-01'|beyond 64-bit microseconds"
      })
  void check_namesTheColumnAndItsType(String text, String message) {
    OmenException refusal = refused(() -> Predicate.parse(text).check(PLACES));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refusal.code());
    assertTrue(refusal.what().contains(message), refusal::what);
  }

  @Test
  void check_ofAnUnknownColumn_listsThemAll() {
    OmenException refusal = refused(() -> Predicate.parse("size = 1 and Size = 2").check(PLACES));
    assertEquals(ErrorCode.COLUMN_NOT_FOUND, refusal.code());
    assertEquals("No column named 'Size'", refusal.what());
    assertTrue(refusal.remedy().orElseThrow().contains("key, name, size"), refusal::getMessage);
  }
}
