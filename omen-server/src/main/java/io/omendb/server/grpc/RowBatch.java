package io.omendb.server.grpc;

import io.omendb.Row;
import org.jspecify.annotations.Nullable;

/** How many rows go into one message: enough to pay for it, few enough to hold in memory. */
public final class RowBatch {
  /** Bytes at which a batch ends; one row more may exceed them. */
  public static final int TARGET_BYTES = 1 << 20;

  /** Rows at which a batch ends. */
  public static final int MAX_ROWS = 16_384;

  private RowBatch() {}

  /** An estimate of a row's bytes on the wire. */
  public static long bytes(Row row) {
    long bytes = Long.BYTES;
    for (int i = 0; i < row.size(); i++) {
      bytes += bytes(row.value(i));
    }
    return bytes;
  }

  private static long bytes(@Nullable Object value) {
    return switch (value) {
      case String text -> Integer.BYTES + text.length();
      case byte[] binary -> Integer.BYTES + binary.length;
      case float[] vector -> (long) Float.BYTES * vector.length;
      case null, default -> Long.BYTES;
    };
  }
}
