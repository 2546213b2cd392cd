package io.omendb.benchmarks.peers;

import io.omendb.OmenException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What is measured of a store, in the order in which it is. */
public enum Operation {
  /** Fills an empty store with sorted rows; a row is one operation. */
  BULK_LOAD(1),
  /** Opens the store and reads one row. */
  OPEN(1),
  /** A row that is there. */
  GET(1),
  /** A row that is not there. */
  GET_ABSENT(1),
  /** A hundred random rows in one call. */
  MULTI_GET(100),
  /** A thousand rows in key order, from a random one on. */
  SCAN_1000(1_000),
  /** All rows in key order; a row is one operation. */
  SCAN_FULL(1),
  /** A row that is there, under three sets of newer rows, each flushed, over the same keys. */
  GET_OVERLAPPED(1),
  /** A row that is not there, where all of them have to be asked. */
  GET_ABSENT_OVERLAPPED(1),
  /** A new row. */
  PUT_ASYNC(1),
  /** A thousand new rows in one step. */
  BATCH_ASYNC(1_000),
  /** A row that is there, while another thread writes batches as fast as it can. */
  GET_UNDER_WRITES(1),
  /** A new row that is on disk when the call returns. */
  PUT_SYNC(1),
  /**
   * Opens a store that was not closed, with up to 28 MiB of rows that it had not moved out of its
   * log by itself, and reads one row.
   */
  RECOVER(1);

  private final int rows;

  Operation(int rows) {
    this.rows = rows;
  }

  /** The name in results and on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Rows of one operation. */
  public int rows() {
    return rows;
  }

  /** The names, in order. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Operation::text).toList();
  }

  /**
   * The operations of these names; all where there is none.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} listing those there are
   */
  public static Set<Operation> parse(List<String> names) {
    if (names.isEmpty() || names.equals(List.of("all"))) {
      return EnumSet.allOf(Operation.class);
    }
    return names.stream()
        .map(Operation::parse)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Operation.class)));
  }

  private static Operation parse(String name) {
    return Arrays.stream(values())
        .filter(operation -> operation.text().equals(name))
        .findFirst()
        .orElseThrow(() ->
            OmenException.invalid(
                "only",
                "No operation named '" + name + "'",
                "take some of " + String.join(", ", names())));
  }
}
