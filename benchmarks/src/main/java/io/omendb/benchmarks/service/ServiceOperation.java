package io.omendb.benchmarks.service;

import io.omendb.OmenException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What clients of a server are measured at, in the order in which they are. */
public enum ServiceOperation {
  /** A row that is there; gets of all callers may travel together. */
  GET(1),
  /** The same, each as a call of its own; of this database only. */
  GET_UNARY(1),
  /** A row that is there, with as many gets under way as a program that does not wait has. */
  STREAM_GET(1),
  /** A hundred random rows in one request. */
  MULTI_GET(100),
  /** All rows in key order as Arrow record batches; a row is one operation. */
  SCAN_ARROW(1),
  /** The same to rows of Java; of this database only. */
  SCAN_ROWS(1),
  /** A new row that is on disk when the call returns. */
  PUT_SYNC(1),
  /** A thousand new rows in one step, on disk when the call returns. */
  BATCH_SYNC(1_000);

  private final int rows;

  ServiceOperation(int rows) {
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

  /** How many clients at once it is measured with. */
  public List<Integer> callers() {
    return switch (this) {
      case GET, GET_UNARY -> List.of(1, 8, 32, 128);
      case STREAM_GET -> List.of(512);
      case MULTI_GET, BATCH_SYNC -> List.of(1, 4);
      case SCAN_ARROW, SCAN_ROWS -> List.of(1);
      case PUT_SYNC -> List.of(1, 32);
    };
  }

  /** The names, in order. */
  public static List<String> names() {
    return Arrays.stream(values()).map(ServiceOperation::text).toList();
  }

  /**
   * The operations of these names; all where there is none.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} listing those there are
   */
  public static Set<ServiceOperation> parse(List<String> names) {
    if (names.isEmpty() || names.equals(List.of("all"))) {
      return EnumSet.allOf(ServiceOperation.class);
    }
    return names.stream()
        .map(ServiceOperation::parse)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ServiceOperation.class)));
  }

  private static ServiceOperation parse(String name) {
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
