package io.omendb.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Figures for people. */
public final class FigureText {
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private FigureText() {}

  /** A fraction with four significant digits, more than these machines repeat; others unchanged. */
  public static @Nullable Object rounded(@Nullable Object value) {
    boolean fraction = value instanceof Double || value instanceof BigDecimal;
    return fraction && value instanceof Number number ? rounded(number.doubleValue()) : value;
  }

  /** Four significant digits, without an exponent. */
  public static Object rounded(double value) {
    if (!Double.isFinite(value)) {
      return value;
    }
    BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  /** How many times as fast as a peer of the same run a hit is; null where one was not measured. */
  public static @Nullable Object timesAsFast(IndexRun run, IndexResult result, String peer) {
    OptionalDouble mine = result.figure(IndexResult.HIT);
    OptionalDouble other =
        run.result(peer)
            .map(measured -> measured.figure(IndexResult.HIT))
            .orElse(OptionalDouble.empty());
    return mine.isEmpty() || other.isEmpty()
        ? null
        : rounded(other.getAsDouble() / mine.getAsDouble());
  }
}
