package io.omendb.benchmarks.gate;

import java.util.OptionalDouble;

/**
 * A measured ratio beside the recorded one.
 *
 * @param recorded how many times as fast the path was; empty where nothing was recorded
 * @param measured how many times as fast it is now
 */
public record Verdict(OptionalDouble recorded, double measured) {
  /** A ratio may fall to so much of the recorded one. */
  public static final double LEAST = 0.75;

  /** Whether more of the advantage is gone than may be. A ratio that was never recorded is not. */
  public boolean fell() {
    return recorded.isPresent() && !(measured >= recorded.getAsDouble() * LEAST);
  }

  /** What became of the ratio: 0.1 where it is a tenth greater than recorded. */
  public OptionalDouble change() {
    return recorded.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(measured / recorded.getAsDouble() - 1);
  }

  /** In a word. */
  public String text() {
    return recorded.isEmpty() ? "new" : fell() ? "FELL" : "ok";
  }
}
