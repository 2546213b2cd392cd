package io.omendb.spi.index;

/**
 * One index over several runs of keys that follow each other: every key of a run is less than every
 * key of the next. It answers with a place: a run and a position in it. Immutable but for its
 * counter, so safe for concurrent readers as long as the keys of every run are valid.
 */
public interface LevelIndex {
  /** What {@link #search} returns for a key that is not there. */
  long NOT_FOUND = -1;

  /** The place of a position in a run. */
  static long place(int run, int position) {
    return (long) run << Integer.SIZE | position;
  }

  /** The run of a place. */
  static int run(long place) {
    return (int) (place >>> Integer.SIZE);
  }

  /** The position of a place in its run. */
  static int position(long place) {
    return (int) place;
  }

  /** Place of the first occurrence of a key, or {@link #NOT_FOUND}. */
  long search(long key);

  /**
   * {@link #search} for many keys at once, in any order.
   *
   * @param keys the keys
   * @param count how many of them, from the first
   * @param places receives a place or {@link #NOT_FOUND} each; at least count long
   */
  void searchBatch(long[] keys, int count, long[] places);

  /** Bytes of memory it adds to the indexes of its runs. */
  long sizeInBytes();

  /**
   * Lookups since it was made that had to look outside the bounds that a model of its own
   * predicted. Those that the index of a run answered are in that one's {@link LearnedIndex#stats},
   * and not counted here again.
   */
  long fallbacks();

  /** What it consists of, for people. */
  String description();
}
