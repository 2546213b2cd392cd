package io.omendb.index.pieces;

/**
 * Finds a piece through the leading bits of a key's distance from the first key: a table names the
 * last piece of each bucket of keys, which is most often the one. O(1) where the buckets part the
 * pieces evenly, O(log pieces) where they do not.
 */
final class RadixLocator {
  /* The buckets are equally wide in one of two scales: of the distance itself, or of the bits of the
   * distance as a float64, which is close to its logarithm and parts keys that crowd at the start. */

  /** 1 MiB: a larger table leaves the level 2 cache. */
  private static final int MAX_BITS = 18;

  /** Four to eight buckets a piece: few keys then share their bucket with another piece. */
  private static final int MORE_BITS = 2;

  /** Greatest mean number of pieces that share a bucket with a piece. */
  private static final double MAX_MEAN_SHARED = 24;

  private static final long ONE = Double.doubleToRawLongBits(1);

  private final boolean logarithmic;
  private final long minimum;
  private final int shift;

  /** By bucket b the last piece that begins before the bucket's end, from b = -1 on. */
  private final int[] last;

  private final int greatest;
  private final double meanShared;

  RadixLocator(long[] table, int pieces, boolean logarithmic) {
    this.logarithmic = logarithmic;
    this.minimum = table[0];
    long span = scaled(table[(pieces - 1) * PieceTable.LONGS]);
    int bits = Math.min(MAX_BITS, MORE_BITS + Integer.SIZE - Integer.numberOfLeadingZeros(pieces));
    this.shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(span) - bits);
    int buckets = (int) (span >>> shift) + 1;
    this.greatest = buckets - 1;
    this.last = new int[buckets + 1];
    last[0] = -1;
    double shared = 0;
    int piece = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
      int first = piece;
      while (piece < pieces && scaled(table[piece * PieceTable.LONGS]) >>> shift == bucket) {
        piece++;
      }
      last[bucket + 1] = piece - 1;
      shared += (double) (piece - first) * (piece - first);
    }
    this.meanShared = shared / pieces;
  }

  /** Ascends with the key, from 0 at the first; unsigned. */
  private long scaled(long key) {
    long distance = key - minimum;
    return logarithmic
        ? Math.max(0, Double.doubleToRawLongBits((double) (distance >>> 1)) - ONE)
        : distance;
  }

  boolean partsWell() {
    return meanShared <= MAX_MEAN_SHARED;
  }

  /** Whether keys find their pieces with fewer steps than in another table. */
  boolean partsBetterThan(RadixLocator other) {
    return meanShared < other.meanShared;
  }

  int piece(long[] table, long key) {
    long bits = scaled(key) >>> shift;
    int bucket = Long.compareUnsigned(bits, greatest) < 0 ? (int) bits : greatest;
    int piece = last[bucket + 1];
    if (table[piece * PieceTable.LONGS] <= key) {
      return piece;
    }
    piece--;
    return table[piece * PieceTable.LONGS] <= key ? piece : search(table, key, bucket, piece);
  }

  private int search(long[] table, long key, int bucket, int end) {
    int low = last[bucket];
    int high = end - 1;
    while (high > low) {
      int middle = (low + high + 1) >>> 1;
      if (table[middle * PieceTable.LONGS] <= key) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  long sizeInBytes() {
    return (long) last.length * Integer.BYTES;
  }

  String name() {
    return "a table of " + (last.length - 1) + (logarithmic ? " logarithmic" : "") + " buckets";
  }
}
