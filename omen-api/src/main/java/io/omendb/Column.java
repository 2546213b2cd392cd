package io.omendb;

/**
 * One typed column of a schema.
 *
 * @param name matches {@code [a-z][a-z0-9_]{0,62}} and is not {@code key}
 * @param type the type of its values
 * @param nullable whether a row may leave it out
 */
public record Column(String name, ColumnType type, boolean nullable) {
  public Column {
    Names.checkColumn(name);
  }

  /** The column as schema text writes it. */
  public String text() {
    return name + " " + type.text() + (nullable ? "" : " not null");
  }
}
