package io.omendb.core.filter;

/**
 * Comparisons as 0 or 1 without a branch: where about half of the rows pass, the processor cannot
 * guess which, and a wrong guess costs more than all the rest.
 */
final class BranchFree {
  private BranchFree() {}

  /** 1 where the value is 0. */
  static long isZero(long value) {
    return ~(value | -value) >>> 63;
  }

  /** 1 where a is less than b, both unsigned: the borrow of a - b. */
  static long isBelow(long a, long b) {
    return ((~a & b) | ((~a | b) & (a - b))) >>> 63;
  }
}
