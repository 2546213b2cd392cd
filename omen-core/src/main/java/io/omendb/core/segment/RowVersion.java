package io.omendb.core.segment;

import org.jspecify.annotations.Nullable;

/**
 * One version of a row: what a flush, a merge and a segment exchange. The array is not copied, so
 * whoever hands one over leaves it alone.
 *
 * @param key the row's key
 * @param seq the sequence number of the commit that wrote it
 * @param deleted whether the commit deleted the row
 * @param values canonical objects in schema order, as {@link io.omendb.Schema#bind} returns them;
 *     empty where deleted
 */
public record RowVersion(long key, long seq, boolean deleted, @Nullable Object[] values) {
  /** The values of a deletion. */
  public static final @Nullable Object[] NO_VALUES = {};

  private static final int SCALAR_BYTES = 16;

  /** Bytes of memory that the values take, about. */
  public long valueBytes() {
    long bytes = 0;
    for (Object value : values) {
      bytes += valueBytes(value);
    }
    return bytes;
  }

  private static long valueBytes(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case float[] vector -> (long) vector.length * Float.BYTES;
      case byte[] bytes -> bytes.length;
      case String text -> text.length();
      default -> SCALAR_BYTES;
    };
  }
}
