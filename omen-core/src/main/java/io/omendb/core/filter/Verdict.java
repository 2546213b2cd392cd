package io.omendb.core.filter;

/** What the least and greatest value of a block say of a test, before any value is read. */
enum Verdict {
  /** No row of the block passes. */
  NONE,
  /** The values have to be read. */
  SOME,
  /** All rows of the block pass. */
  ALL;

  Verdict negated() {
    return switch (this) {
      case NONE -> ALL;
      case SOME -> SOME;
      case ALL -> NONE;
    };
  }

  /** Of values in a range, none of whose lie inside, or all. */
  static Verdict of(boolean outside, boolean inside) {
    return outside ? NONE : inside ? ALL : SOME;
  }
}
