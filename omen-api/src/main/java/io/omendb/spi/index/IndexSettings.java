package io.omendb.spi.index;

import io.omendb.OmenException;

/**
 * What a user may set about indexes.
 *
 * @param epsilon greatest distance between predicted and true position that an engine which bounds
 *     it trains for, 1..{@value #MAX_EPSILON}; 0 leaves it to the engine
 */
public record IndexSettings(int epsilon) {
  /** Greatest epsilon. */
  public static final int MAX_EPSILON = 1 << 16;

  /** Everything is left to the engine. */
  public static final IndexSettings DEFAULT = new IndexSettings(0);

  public IndexSettings {
    if (epsilon < 0 || epsilon > MAX_EPSILON) {
      throw OmenException.invalid(
          "index.epsilon",
          "index.epsilon is " + epsilon,
          "give 0, for the engine's choice, or 1.." + MAX_EPSILON);
    }
  }
}
