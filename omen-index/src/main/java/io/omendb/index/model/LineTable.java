package io.omendb.index.model;

import io.omendb.index.format.IndexReader;
import io.omendb.index.format.IndexWriter;
import io.omendb.spi.index.Prediction;

/**
 * Straight lines from key offsets to positions, one for each run of neighbouring keys, with the
 * window that holds the true position of every key of the run. Runs follow each other without a gap
 * and may be empty. Written once by {@link LineFitter}, then immutable.
 */
public final class LineTable {
  /* A line takes four longs of one array, half a cache line:
   *
   *   +0  offset of the run's first key
   *   +1  slope, positions per unit of offset, 0 or more (bits of a double)
   *   +2  first position of the run << 32 | keys of the run
   *   +3  low << 32 | width: the window is low .. low + width - 1, relative to the predicted position
   *
   * prediction = first + clamp((int) (slope * (offset - first offset)), 0, keys of the run)
   *
   * The line goes through the first key, and the two-sided window takes up what an intercept would.
   * Every step ascends with the key, so the answer for an absent key between two keys of a run lies
   * between theirs; the clamp keeps that true for the keys between two runs. */
  private static final int LONGS = 4;

  private static final int SLOPE = 1;
  private static final int RUN = 2;
  private static final int WINDOW = 3;

  private final long[] table;

  /** A table of lines that are all yet to be {@link #set}. */
  public LineTable(int lines) {
    this.table = new long[Math.multiplyExact(lines, LONGS)];
  }

  /** Number of lines. */
  public int size() {
    return table.length / LONGS;
  }

  void set(int line, long offset, double slope, int first, int keys, int low, int width) {
    int at = line * LONGS;
    table[at] = offset;
    table[at + SLOPE] = Double.doubleToRawLongBits(slope);
    table[at + RUN] = pack(first, keys);
    table[at + WINDOW] = pack(low, width);
  }

  /** First position of the window in which a line expects an offset; may be out of bounds. */
  public int low(int line, long offset) {
    return position(line, offset) + high(table[line * LONGS + WINDOW]);
  }

  /** Positions of a line's window, 1 or more. */
  public int width(int line) {
    return (int) table[line * LONGS + WINDOW];
  }

  private int position(int line, long offset) {
    int at = line * LONGS;
    long run = table[at + RUN];
    return high(run) + steps(slope(at), offset - table[at], (int) run);
  }

  /** Positions from the first of a run to the one predicted, before its window is laid around. */
  static int steps(double slope, long ahead, int keys) {
    return Math.max(0, Math.min((int) (slope * (double) ahead), keys));
  }

  /** The window of a line as bounds, within the positions of so many keys. */
  public Prediction predict(int line, long offset, int keys) {
    if (keys == 0) {
      return new Prediction(0, 0, -1);
    }
    int width = width(line);
    int start = low(line, offset);
    // A window as wide as all keys may have been cut to that width: all of them are meant.
    int low = width >= keys ? 0 : Math.clamp(start, 0, keys - 1);
    int high = width >= keys ? keys - 1 : Math.clamp((long) start + width - 1, low, keys - 1);
    return new Prediction(Math.clamp((long) start + (width - 1) / 2, low, high), low, high);
  }

  /** Bytes of memory. */
  public long sizeInBytes() {
    return (long) table.length * Long.BYTES;
  }

  /** Bytes that {@link #write} writes. */
  public int writtenBytes() {
    return Integer.BYTES + table.length * Long.BYTES;
  }

  /** Writes the lines. */
  public void write(IndexWriter out) {
    out.putInt(size());
    for (long element : table) {
      out.putLong(element);
    }
  }

  /** Reads lines over so many keys and checks that they are lines over them. */
  public static LineTable read(IndexReader in, int minLines, int maxLines, int keys) {
    int lines = in.getInt("number of lines", minLines, maxLines);
    LineTable result = new LineTable(lines);
    for (int i = 0; i < result.table.length; i++) {
      result.table[i] = in.getLong();
    }
    int next = 0;
    for (int line = 0; line < lines; line++) {
      if (!result.isLine(line, next, keys)) {
        throw in.corrupt("line " + line + " of " + lines + " is none over " + keys + " keys");
      }
      next += (int) result.table[line * LONGS + RUN];
    }
    if (next != keys) {
      throw in.corrupt("the lines cover " + next + " of " + keys + " keys");
    }
    return result;
  }

  /** Whether a line begins at a position and is one over these keys: no prediction overflows. */
  private boolean isLine(int line, int first, int keys) {
    int at = line * LONGS;
    int run = (int) table[at + RUN];
    int low = high(table[at + WINDOW]);
    double slope = slope(at);
    return table[at] >= 0
        && slope >= 0
        && slope < Double.POSITIVE_INFINITY
        && high(table[at + RUN]) == first
        && run >= 0
        && run <= keys - first
        && low <= 0
        && low >= -keys
        && width(line) >= 1
        && width(line) <= Math.max(1, keys);
  }

  private double slope(int at) {
    return Double.longBitsToDouble(table[at + SLOPE]);
  }

  private static long pack(int high, int low) {
    return (long) high << 32 | Integer.toUnsignedLong(low);
  }

  private static int high(long packed) {
    return (int) (packed >> 32);
  }
}
