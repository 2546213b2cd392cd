package io.omendb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each type takes, and in which form it keeps it. */
class ScalarTypeTest {
  static Stream<Arguments> taken() {
    return Stream.of(
        Arguments.of(ScalarType.BOOL, true, true),
        Arguments.of(ScalarType.INT32, (byte) -1, -1),
        Arguments.of(ScalarType.INT32, (short) 7, 7),
        Arguments.of(ScalarType.INT32, (long) Integer.MIN_VALUE, Integer.MIN_VALUE),
        Arguments.of(ScalarType.INT32, 2.0, 2),
        Arguments.of(ScalarType.INT32, new BigDecimal("3.00"), 3),
        Arguments.of(ScalarType.INT64, Integer.MAX_VALUE, (long) Integer.MAX_VALUE),
        Arguments.of(ScalarType.INT64, (1L << 53) + 1, (1L << 53) + 1),
        Arguments.of(ScalarType.INT64, -0x1p63, Long.MIN_VALUE),
        Arguments.of(ScalarType.INT64, BigInteger.valueOf(Long.MAX_VALUE), Long.MAX_VALUE),
        Arguments.of(ScalarType.INT64, 5f, 5L),
        Arguments.of(ScalarType.FLOAT32, 1, 1f),
        Arguments.of(ScalarType.FLOAT32, 0.1, 0.1f),
        Arguments.of(ScalarType.FLOAT32, 1e-50, 0f),
        Arguments.of(ScalarType.FLOAT32, Double.NaN, Float.NaN),
        Arguments.of(ScalarType.FLOAT32, Double.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY),
        Arguments.of(ScalarType.FLOAT64, 0.1f, (double) 0.1f),
        Arguments.of(ScalarType.FLOAT64, 3L, 3.0),
        Arguments.of(ScalarType.FLOAT64, -0.0, -0.0),
        Arguments.of(
            ScalarType.TIMESTAMP,
            Instant.parse("2024-02-29T12:00:00.123456Z"),
            Instant.parse("2024-02-29T12:00:00.123456Z")),
        Arguments.of(ScalarType.UTF8, "", ""),
        Arguments.of(ScalarType.UTF8, "a\0😀", "a\0😀"));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void canonical_keepsTheValue(ScalarType type, Object value, Object expected) {
    assertEquals(expected, type.canonical("c", value));
    assertEquals(expected, type.canonical("c", expected), "canonical values stay as they are");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(ScalarType.BOOL, 0),
        Arguments.of(ScalarType.BOOL, "false"),
        Arguments.of(ScalarType.INT32, 1L << 31),
        Arguments.of(ScalarType.INT32, -(1L << 31) - 1),
        Arguments.of(ScalarType.INT32, 0.5),
        Arguments.of(ScalarType.INT32, new AtomicInteger(1)),
        Arguments.of(ScalarType.INT64, 0x1p63),
        Arguments.of(ScalarType.INT64, BigInteger.ONE.shiftLeft(63)),
        Arguments.of(ScalarType.INT64, new BigDecimal("1e400")),
        Arguments.of(ScalarType.INT64, new BigDecimal("0.1")),
        Arguments.of(ScalarType.INT64, Double.NaN),
        Arguments.of(ScalarType.INT64, Float.NEGATIVE_INFINITY),
        Arguments.of(ScalarType.INT64, "1"),
        Arguments.of(ScalarType.FLOAT32, 1e39),
        Arguments.of(ScalarType.FLOAT32, -1e39),
        Arguments.of(ScalarType.FLOAT32, "1"),
        Arguments.of(ScalarType.FLOAT64, "1"),
        Arguments.of(ScalarType.TIMESTAMP, 0L),
        Arguments.of(ScalarType.TIMESTAMP, Instant.ofEpochSecond(0, 999)),
        Arguments.of(ScalarType.TIMESTAMP, Instant.MAX),
        Arguments.of(ScalarType.UTF8, 'c'),
        Arguments.of(ScalarType.UTF8, "\ud83d"),
        Arguments.of(ScalarType.UTF8, "x\ude00y"),
        Arguments.of(ScalarType.BINARY, "x"),
        Arguments.of(ScalarType.BINARY, new float[1]));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void canonical_refusesWhatItCannotKeep(ScalarType type, Object value) {
    OmenException refusal = assertThrows(OmenException.class, () -> type.canonical("c", value));
    assertEquals(ErrorCode.INVALID_VALUE, refusal.code());
    assertEquals(Optional.of("c"), refusal.field());
  }

  @Test
  void longValues_areMeasuredInBytes() {
    String most = "é".repeat(Limits.MAX_VALUE_BYTES / 2);
    assertEquals(most, ScalarType.UTF8.canonical("c", most));
    OmenException refusal =
        assertThrows(OmenException.class, () -> ScalarType.UTF8.canonical("c", most + "x"));
    assertEquals(ErrorCode.LIMIT_EXCEEDED, refusal.code());
  }

  @Test
  void binary_isCopied() {
    byte[] bytes = {1};
    assertNotSame(bytes, ScalarType.BINARY.canonical("c", bytes));
  }

  @Test
  void idsAndTexts_areUnique() {
    Set<Object> seen = new HashSet<>();
    for (ScalarType type : EnumSet.allOf(ScalarType.class)) {
      assertEquals(true, seen.add(type.id()) && seen.add(type.text()), type::toString);
    }
    for (Metric metric : Metric.values()) {
      assertEquals(metric, Metric.parse(metric.text()));
    }
  }
}
