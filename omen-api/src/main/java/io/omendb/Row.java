package io.omendb;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key and named values. Rows that differ only in the order of their columns are equal; a null
 * value counts as one left out.
 *
 * <p>Values are {@code Boolean}, {@code Integer}, {@code Long}, {@code Float}, {@code Double},
 * {@link Instant}, {@code String}, {@code byte[]} and {@code float[]}. A row is immutable except
 * that arrays are not copied in or out: the database copies them when a row is written and hands
 * out arrays of its own when one is read.
 */
public final class Row {
  private static final String[] NO_NAMES = {};
  private static final @Nullable Object[] NO_VALUES = {};

  private final long key;
  private final String[] names;
  private final @Nullable Object[] values;

  private Row(long key, String[] names, @Nullable Object[] values) {
    this.key = key;
    this.names = names;
    this.values = values;
  }

  /** A row without values. */
  public static Row of(long key) {
    return new Row(key, NO_NAMES, NO_VALUES);
  }

  /** A row with these values; the map's iteration order is the column order. */
  public static Row of(long key, Map<String, ? extends @Nullable Object> values) {
    return new Row(key, values.keySet().toArray(NO_NAMES), values.values().toArray());
  }

  /** A row over arrays that are not copied; {@code names} is shared by many rows. */
  static Row over(long key, String[] names, @Nullable Object[] values) {
    assert names.length == values.length;
    return new Row(key, names, values);
  }

  /** This row with one more value, or with the value replaced. */
  public Row with(String column, @Nullable Object value) {
    int ordinal = indexOf(column);
    if (ordinal >= 0) {
      @Nullable Object[] replaced = values.clone();
      replaced[ordinal] = value;
      return new Row(key, names, replaced);
    }
    String[] moreNames = Arrays.copyOf(names, names.length + 1);
    @Nullable Object[] moreValues = Arrays.copyOf(values, values.length + 1);
    moreNames[names.length] = column;
    moreValues[values.length] = value;
    return new Row(key, moreNames, moreValues);
  }

  /** The key. */
  public long key() {
    return key;
  }

  /** Number of columns, the key not counted. */
  public int size() {
    return names.length;
  }

  /** Name of the column at a position in 0..size()-1. */
  public String columnName(int ordinal) {
    return names[ordinal];
  }

  /** Value of the column at a position in 0..size()-1; null for a null. */
  public @Nullable Object value(int ordinal) {
    return values[ordinal];
  }

  /** The value of a column; null where it is null or the row has no such column. */
  public @Nullable Object get(String column) {
    int ordinal = indexOf(column);
    return ordinal < 0 ? null : values[ordinal];
  }

  /** A {@code bool} value. */
  public boolean getBoolean(String column) {
    return required(column, Boolean.class);
  }

  /** An {@code int32} or {@code int64} value. */
  public long getLong(String column) {
    return required(column, Number.class).longValue();
  }

  /** A numeric value as a double. */
  public double getDouble(String column) {
    return required(column, Number.class).doubleValue();
  }

  /** A {@code utf8} value. */
  public String getString(String column) {
    return required(column, String.class);
  }

  /** A {@code timestamp} value. */
  public Instant getInstant(String column) {
    return required(column, Instant.class);
  }

  /** A {@code binary} value. */
  public byte[] getBytes(String column) {
    return required(column, byte[].class);
  }

  /** A vector value. */
  public float[] getVector(String column) {
    return required(column, float[].class);
  }

  private <T> T required(String column, Class<T> type) {
    Object value = get(column);
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    String found = value == null ? "null or absent" : "a " + value.getClass().getSimpleName();
    throw new OmenException(
        ErrorCode.INVALID_VALUE,
        "Column '" + column + "' of the row with key " + key + " is " + found,
        column,
        "read it with get(column)",
        null);
  }

  private int indexOf(String column) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(column)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row && key == row.key && includes(row) && row.includes(this);
  }

  private boolean includes(Row other) {
    for (int i = 0; i < other.names.length; i++) {
      if (!Objects.deepEquals(other.values[i], get(other.names[i]))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = Long.hashCode(key);
    for (int i = 0; i < names.length; i++) {
      if (values[i] != null) {
        hash += names[i].hashCode() ^ Arrays.deepHashCode(new @Nullable Object[] {values[i]});
      }
    }
    return hash;
  }

  /** For people: {@code {key=42, name=Geneva, position=[0.69, 0.07, 0.72]}}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{key=").append(key);
    for (int i = 0; i < names.length; i++) {
      text.append(", ").append(names[i]).append('=');
      switch (values[i]) {
        case float[] vector -> text.append(Arrays.toString(vector));
        case byte[] bytes -> text.append("0x").append(HexFormat.of().formatHex(bytes));
        case null, default -> text.append(values[i]);
      }
    }
    return text.append('}').toString();
  }
}
