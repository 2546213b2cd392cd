package io.omendb.benchmarks.ycsb;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which versions of the loaded rows a read may return: none older than a write that was
 * acknowledged before the read began, none that was not begun. Where writes of a row overlap, any
 * of them may be the last. With one thread exactly one version is left. Safe for any number of
 * threads.
 *
 * <p>Rows that are inserted later are never updated: they have version 0.
 */
final class RowVersions {
  /* A word per row: writes under way (8 bits), the first version of those that overlap (28), the
   * last version begun (28). When no write is under way any more, one of the versions from the
   * first of them on is there, and older ones are not. */
  private static final int VERSION_BITS = 28;
  private static final long VERSION_MASK = (1L << VERSION_BITS) - 1;

  private final AtomicLongArray states;
  private final AtomicIntegerArray oldest;

  /**
   * All rows in version 0.
   *
   * @param rows how many were loaded
   */
  RowVersions(int rows) {
    states = new AtomicLongArray(rows);
    oldest = new AtomicIntegerArray(rows);
  }

  private static long state(long underWay, long first, long begun) {
    return (underWay << (2 * VERSION_BITS)) | (first << VERSION_BITS) | begun;
  }

  private static long underWay(long state) {
    return state >>> (2 * VERSION_BITS);
  }

  private static long first(long state) {
    return (state >>> VERSION_BITS) & VERSION_MASK;
  }

  private static long begun(long state) {
    return state & VERSION_MASK;
  }

  private boolean isLoaded(long number) {
    return number < states.length();
  }

  /** The version for a write that begins now. */
  long begin(long number) {
    long state =
        states.updateAndGet(
            (int) number,
            before -> {
              long version = begun(before) + 1;
              return underWay(before) == 0
                  ? state(1, version, version)
                  : state(underWay(before) + 1, first(before), version);
            });
    return begun(state);
  }

  /** Notes that a write was acknowledged. */
  void acknowledge(long number) {
    long state =
        states.updateAndGet(
            (int) number, before -> state(underWay(before) - 1, first(before), begun(before)));
    if (underWay(state) == 0) {
      oldest.accumulateAndGet((int) number, (int) first(state), Math::max);
    }
  }

  /** The oldest version that a read which begins now may return. */
  long oldest(long number) {
    return isLoaded(number) ? oldest.get((int) number) : 0;
  }

  /**
   * Requires that a read that has ended could return a version.
   *
   * @param oldestBefore what {@link #oldest} said before the read began
   * @throws WrongAnswerException naming the row
   */
  void check(long number, long version, long oldestBefore) {
    long newest = isLoaded(number) ? begun(states.get((int) number)) : 0;
    if (version < oldestBefore || version > newest) {
      throw new WrongAnswerException(
          "Row "
              + number
              + " came in version "
              + version
              + ", it must be in "
              + oldestBefore
              + ".."
              + newest);
    }
  }
}
