package io.omendb.core.filter;

/** A test of single values of one column, none of them null. Immutable. */
sealed interface ValueTest permits BoolTest, LongTest, TextTest {
  /** Whether a value in canonical form passes. */
  boolean matches(Object value);

  /** About how long a value takes, for the order of tests; the unit means nothing. */
  int cost();
}
