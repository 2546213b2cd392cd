package io.omendb.predicate;

/** How a value is compared with a literal. */
public enum Operator {
  /** Equal. */
  EQUAL("="),
  /** Not equal. */
  NOT_EQUAL("!="),
  /** Less. */
  LESS("<"),
  /** Less or equal. */
  AT_MOST("<="),
  /** Greater. */
  GREATER(">"),
  /** Greater or equal. */
  AT_LEAST(">=");

  private final String text;

  Operator(String text) {
    this.text = text;
  }

  /** The operator as predicate text writes it. */
  public String text() {
    return text;
  }
}
