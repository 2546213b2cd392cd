package io.omendb.index.pieces;

import io.omendb.index.format.IndexReader;
import io.omendb.index.format.IndexWriter;
import io.omendb.index.search.SortedKeys;
import java.util.Arrays;
import java.util.List;

/**
 * Lines from keys to positions, one for each stretch of keys, with the way from a key to its line.
 * The keys may be those of several runs; each line then belongs to one of them and names positions
 * in it. Immutable, so safe for concurrent use.
 */
public final class PieceTable {
  /* A piece takes four longs of one array, half a line of the cache:
   *
   *   +0  first key of the stretch, which goes on to the first key of the next piece
   *   +1  slope, positions per key, 0 or more (bits of a float64)
   *   +2  intercept, the position of the first key and 1/2 to round (bits of a float64)
   *   +3  limit << 32 | run: one past the last position of the stretch, and the run it is of
   *
   * position = min((int) (intercept + slope * (key - first key)), limit)
   *
   * The limit keeps a key between two stretches from being sought behind the second. */
  static final int LONGS = 4;

  private static final int SLOPE = 1;
  private static final int INTERCEPT = 2;
  private static final int LIMIT = 3;

  private final long[] table;
  private final PieceLocator locator;

  private PieceTable(long[] table) {
    this.table = table;
    this.locator = PieceLocator.of(table);
  }

  /** Number of pieces, 1 or more. */
  public int size() {
    return table.length / LONGS;
  }

  /** The piece of a key that is not less than the first piece's first key. */
  public int piece(long key) {
    return locator.piece(table, key);
  }

  /** The piece of a key whose piece is a known one or the next. */
  public int next(int piece, long key) {
    int at = (piece + 1) * LONGS;
    return at < table.length && table[at] <= key ? piece + 1 : piece;
  }

  /** Where a piece expects a key: a position in the piece's run, which may be below 0. */
  public int position(int piece, long key) {
    return position(table, piece * LONGS, key);
  }

  static int position(long[] table, int at, long key) {
    double slope = Double.longBitsToDouble(table[at + SLOPE]);
    double intercept = Double.longBitsToDouble(table[at + INTERCEPT]);
    int expected = (int) (intercept + slope * (double) (key - table[at]));
    return Math.min(expected, (int) (table[at + LIMIT] >>> 32));
  }

  /** The run of a piece. */
  public int run(int piece) {
    return (int) table[piece * LONGS + LIMIT];
  }

  /** Bytes of memory. */
  public long sizeInBytes() {
    return (long) table.length * Long.BYTES + locator.sizeInBytes();
  }

  /** How a key's piece is found, for people. */
  public String locatorName() {
    return locator.name();
  }

  /** The pieces of several runs as one table, each run by its place in the list. */
  public static PieceTable concatenation(List<PieceTable> runs) {
    long[] table = new long[runs.stream().mapToInt(run -> run.table.length).sum()];
    int to = 0;
    for (int run = 0; run < runs.size(); run++) {
      long[] from = runs.get(run).table;
      System.arraycopy(from, 0, table, to, from.length);
      for (int at = to; at < to + from.length; at += LONGS) {
        table[at + LIMIT] = limit((int) (table[at + LIMIT] >>> 32), run);
      }
      to += from.length;
    }
    return new PieceTable(table);
  }

  private static long limit(int position, int run) {
    return (long) position << 32 | run;
  }

  /** Bytes that {@link #write} writes. */
  public int writtenBytes() {
    return Integer.BYTES + table.length * Long.BYTES;
  }

  /** Writes the pieces; the way to them is made anew. */
  public void write(IndexWriter out) {
    out.putInt(size());
    for (long element : table) {
      out.putLong(element);
    }
  }

  /** Reads the pieces of one run and checks that they are pieces over the keys. */
  public static PieceTable read(IndexReader in, SortedKeys keys) {
    int pieces = in.getInt("number of pieces", 1, Math.max(1, keys.size()));
    long[] table = new long[in.requireLongs(Math.multiplyExact(pieces, LONGS))];
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
    double slope = Double.longBitsToDouble(table[at + SLOPE]);
    double intercept = Double.longBitsToDouble(table[at + INTERCEPT]);
    long limit = table[at + LIMIT] >>> 32;
    boolean firstKey =
        at == 0
            ? table[at] == (keys.size() == 0 ? 0 : keys.key(0))
            : table[at] > table[at - LONGS] && limit >= table[at - LONGS + LIMIT] >>> 32;
    return firstKey
        && slope >= 0
        && slope < Double.POSITIVE_INFINITY
        && Double.isFinite(intercept)
        && (int) table[at + LIMIT] == 0
        && limit <= keys.size();
  }

  /** Collects pieces of one run. */
  static final class Builder {
    private long[] table = new long[16 * LONGS];
    private int length;

    /** Adds a piece behind the last. */
    void add(long firstKey, double slope, double intercept, int limit) {
      if (length == table.length) {
        table = Arrays.copyOf(table, 2 * length);
      }
      table[length] = firstKey;
      table[length + SLOPE] = Double.doubleToRawLongBits(slope);
      table[length + INTERCEPT] = Double.doubleToRawLongBits(intercept);
      table[length + LIMIT] = limit(limit, 0);
      length += LONGS;
    }

    /** The table; at least one piece has been added. */
    PieceTable build() {
      return new PieceTable(Arrays.copyOf(table, length));
    }
  }
}
