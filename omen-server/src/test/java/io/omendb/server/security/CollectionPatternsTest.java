package io.omendb.server.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.OmenException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CollectionPatternsTest {
  @ParameterizedTest
  @CsvSource({
    "logs_*, logs_, true",
    "logs_*, logs_2026, true",
    "logs_*, logs, false",
    "logs_*, xlogs_1, false",
    "cities, cities, true",
    "cities, citiesx, false",
    "c?ty, city, true",
    "c?ty, cty, false",
    "*_a_*_b, x_a_y_a_b, true",
    "*_a_*_b, x_a_b, false",
    "*, '', true",
    "a*, '', false",
    "a*, ../a, false"
  })
  void match(String pattern, String name, boolean expected) {
    assertEquals(expected, CollectionPatterns.parse(pattern).match(name));
  }

  @Test
  void match_isThatOfRegularExpressions() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 20_000; round++) {
      String pattern = "a" + text(random, "ab*?");
      String name = text(random, "ab");
      String regex = pattern.replace("*", ".*").replace("?", ".");
      assertEquals(
          Pattern.matches(regex, name),
          CollectionPatterns.parse(pattern).match(name),
          pattern + " and " + name);
    }
  }

  private static String text(SplittableRandom random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @Test
  void parse_takesSeveral() {
    CollectionPatterns both = CollectionPatterns.parse("logs_*, cities");
    assertTrue(both.match("logs_1") && both.match("cities"));
    assertFalse(both.isAll() || both.match("towns"));
    assertEquals(both, CollectionPatterns.parse(both.toString()));
    assertTrue(CollectionPatterns.parse("x,*").isAll());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,", "A", "a b", "../x", "[a]", "1a", "a\0"})
  void parse_whatNoNameCanMatch_isRefused(String text) {
    OmenException error = assertThrows(OmenException.class, () -> CollectionPatterns.parse(text));
    assertEquals(Optional.of("collections"), error.field());
  }
}
