package io.omendb.spi.index;

/**
 * A static index over sorted keys. Immutable but for its counters, so safe for concurrent readers,
 * as long as the keys it was made over are valid. Answers are exact whatever the model predicts.
 */
public interface LearnedIndex {
  /** What {@link #search} returns for a key that is not there. */
  int NOT_FOUND = -1;

  /** Number of keys. */
  int size();

  /**
   * Where the model expects a key, with bounds.
   *
   * <p>For a key that is present the position of its first occurrence is in {@code low..high}. For
   * one that is absent nothing is promised.
   */
  Prediction predict(long key);

  /** Position of the first occurrence of a key, or {@link #NOT_FOUND}. */
  int search(long key);

  /** Number of keys that are less than this one, 0..size(). */
  int lowerBound(long key);

  /**
   * {@link #search} for many keys at once, in any order.
   *
   * @param keys the keys
   * @param positions receives a position or {@link #NOT_FOUND} each; at least as long as keys
   */
  void searchBatch(long[] keys, int[] positions);

  /**
   * {@link #lowerBound} for many keys at once, in any order.
   *
   * @param keys the keys
   * @param positions receives 0..size() each; at least as long as keys
   */
  void lowerBoundBatch(long[] keys, int[] positions);

  /** Greatest distance between predicted and true position, measured over every key. */
  int maxError();

  /** Bytes of memory the index adds to the keys. */
  long sizeInBytes();

  /** Figures about the index and its use so far. */
  IndexStats stats();

  /** The index in the form that {@link IndexEngine#load} reads: magic, version, model, checksum. */
  byte[] toBytes();
}
