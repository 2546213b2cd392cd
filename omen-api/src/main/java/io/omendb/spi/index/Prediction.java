package io.omendb.spi.index;

/**
 * Where a model expects a key.
 *
 * @param position the predicted position, in low..high
 * @param low first position the key may have
 * @param high last position the key may have, inclusive; low - 1 where there are no keys
 */
public record Prediction(int position, int low, int high) {
  /** Whether a position is within the bounds. */
  public boolean contains(int actual) {
    return low <= actual && actual <= high;
  }
}
