package io.omendb.index.pieces;

import io.omendb.index.format.IndexReader;
import io.omendb.index.format.IndexWriter;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexSettings;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines from keys to positions, one for each stretch of keys, with the way from a key to its line.
 * Immutable, so safe for concurrent use.
 */
public final class PieceTable {
  /* A piece takes two longs of one array, a quarter of a line of the cache:
   *
   *   +0  first key of the stretch, which goes on to the first key of the next piece
   *   +1  slope << 32 | base: positions per key, 0 or more (a float32), and the position predicted
   *       for the first key, less than 0 in the first piece perhaps
   *
   * position = min(base + (int) (slope * (key - first key)), base of the next piece)
   *
   * The minimum keeps a key between two stretches from being sought behind the second. Behind the
   * last piece stands one that is only a base: the number of keys. */
  static final int LONGS = 2;

  /** A float32 has 24 bits. */
  private static final int PROGRESSION_KEYS = 1 << 22;

  private final long[] table;
  private final int size;
  private final RadixLocator radix;

  /** Takes the place of the buckets where they do not part the pieces. */
  private final @Nullable RecursiveLocator recursive;

  private PieceTable(long[] table) {
    this.table = table;
    this.size = table.length / LONGS - 1;
    RadixLocator even = new RadixLocator(table, size, false);
    RadixLocator logarithmic = new RadixLocator(table, size, true);
    this.radix = logarithmic.partsBetterThan(even) ? logarithmic : even;
    this.recursive = radix.partsWell() ? null : new RecursiveLocator(table, size);
  }

  /**
   * The pieces of evenly spaced keys, so short that the rounding of the slope puts no position off
   * by more than 1.
   *
   * @param step distance of two keys, unsigned
   * @param size number of keys, 2 or more
   */
  public static PieceTable ofProgression(long first, long step, int size) {
    float slope = (float) (1 / unsignedToDouble(step));
    Builder pieces = new Builder();
    for (int base = 0; base < size; base += PROGRESSION_KEYS) {
      pieces.add(first + step * base, slope, base);
    }
    return pieces.build(size);
  }

  /** One piece for all keys, one or more, that predicts the first position for each. */
  static PieceTable ofRun(SortedKeys keys) {
    Builder piece = new Builder();
    piece.add(keys.key(0), 0, 0);
    return piece.build(keys.size());
  }

  private static double unsignedToDouble(long value) {
    return value >= 0 ? (double) value : 2.0 * (double) (value >>> 1);
  }

  /** Number of pieces, 1 or more. */
  public int size() {
    return size;
  }

  /** The piece of a key that is not less than the first piece's first key. */
  public int piece(long key) {
    return recursive == null ? radix.piece(table, key) : recursive.piece(key);
  }

  /** Where a piece expects a key; may be less than 0, or the number of keys. */
  public int position(int piece, long key) {
    int at = piece * LONGS;
    long line = table[at + 1];
    double ahead = (double) (key - table[at]);
    long expected = (int) line + (long) (slope(line) * ahead);
    int next = (int) table[at + LONGS + 1];
    return (int) Math.min(expected, next);
  }

  private static long line(int slopeBits, int base) {
    return (long) slopeBits << Integer.SIZE | Integer.toUnsignedLong(base);
  }

  private static int slopeBits(long line) {
    return (int) (line >>> Integer.SIZE);
  }

  private static double slope(long line) {
    return Float.intBitsToFloat(slopeBits(line));
  }

  /** Number of keys. */
  public int keys() {
    return (int) table[table.length - 1];
  }

  /** Bytes of memory. */
  public long sizeInBytes() {
    return (long) table.length * Long.BYTES
        + radix.sizeInBytes()
        + (recursive == null ? 0 : recursive.sizeInBytes());
  }

  /** How a key's piece is found, for people. */
  public String locatorName() {
    return recursive == null ? radix.name() : recursive.name();
  }

  /**
   * The pieces of several runs that follow each other as one table; a position counts from the
   * first key of the first run. The runs have at most {@link SortedKeys#MAX_KEYS} keys together.
   */
  public static PieceTable concatenation(List<PieceTable> runs) {
    long[] table = new long[runs.stream().mapToInt(PieceTable::size).sum() * LONGS + LONGS];
    int to = 0;
    int keys = 0;
    for (PieceTable run : runs) {
      int length = run.size * LONGS;
      System.arraycopy(run.table, 0, table, to, length);
      for (int at = to; at < to + length; at += LONGS) {
        table[at + 1] = line(slopeBits(table[at + 1]), (int) table[at + 1] + keys);
      }
      to += length;
      keys = Math.addExact(keys, run.keys());
    }
    table[to + 1] = keys;
    return new PieceTable(table);
  }

  /** Bytes that {@link #write} writes. */
  public int writtenBytes() {
    return Integer.BYTES + table.length * Long.BYTES;
  }

  /** Writes the pieces; the way to them is made anew. */
  public void write(IndexWriter out) {
    out.putInt(size);
    for (long element : table) {
      out.putLong(element);
    }
  }

  /** Reads the pieces over keys and checks that they are pieces over them. */
  public static PieceTable read(IndexReader in, SortedKeys keys) {
    int pieces = in.getInt("number of pieces", 1, Math.max(1, keys.size()));
    long[] table = new long[in.requireLongs((pieces + 1L) * LONGS)];
    for (int i = 0; i < table.length; i++) {
      table[i] = in.getLong();
    }
    for (int at = 0; at < table.length; at += LONGS) {
      if (!isPiece(table, at, keys)) {
        throw in.corrupt("piece " + at / LONGS + " is none over " + keys.size() + " keys");
      }
    }
    return new PieceTable(table);
  }

  private static boolean isPiece(long[] table, int at, SortedKeys keys) {
    double slope = slope(table[at + 1]);
    int base = (int) table[at + 1];
    if (at == table.length - LONGS) {
      return table[at] == 0 && table[at + 1] == keys.size();
    }
    boolean ascends =
        at == 0 ? table[0] == (keys.size() == 0 ? 0 : keys.key(0)) : table[at] > table[at - LONGS];
    return ascends
        && slope >= 0
        && slope < Double.POSITIVE_INFINITY
        && Math.abs((long) base) <= keys.size() + 2L * IndexSettings.MAX_EPSILON;
  }

  /** Collects pieces. */
  static final class Builder {
    private long[] table = new long[16 * LONGS];
    private int length;

    /** Adds a piece behind the last. */
    void add(long firstKey, float slope, int base) {
      push(firstKey, line(Float.floatToRawIntBits(slope), base));
    }

    /** The table over so many keys; at least one piece has been added. */
    PieceTable build(int keys) {
      push(0, keys);
      return new PieceTable(Arrays.copyOf(table, length));
    }

    private void push(long key, long line) {
      if (length == table.length) {
        table = Arrays.copyOf(table, 2 * length);
      }
      table[length++] = key;
      table[length++] = line;
    }
  }
}
