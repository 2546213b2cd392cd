package io.omendb.core.filter;

/**
 * Tests of bool columns.
 *
 * @param value the value that passes
 */
record BoolTest(boolean value) implements ValueTest {
  @Override
  public boolean matches(Object object) {
    return object.equals(value);
  }

  @Override
  public int cost() {
    return 0;
  }
}
