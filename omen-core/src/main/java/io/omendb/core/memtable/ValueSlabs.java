package io.omendb.core.memtable;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Encoded values one behind the other in arrays that double in size up to {@value #MOST_BYTES}
 * bytes. A collector has no object per row to follow, and G1 does not copy large arrays; as objects
 * of their own the rows of a memtable took more of the processor than writing them did.
 *
 * <p>One writer. A reader is given a place after what is there was written, by something that
 * orders the two.
 */
final class ValueSlabs {
  private static final int FIRST_BYTES = 1 << 10;

  /* With its header an array fills whole regions of G1, which are powers of two, and is a huge
   * object to it where these have up to 4 MiB. */
  private static final int MOST_BYTES = (4 << 20) - 64;

  private volatile byte[][] slabs = {};
  private int used;

  /** Adds a copy of some bytes; returns their place, 0 or more. */
  long add(byte[] source, int from, int length) {
    int last = slabs.length - 1;
    if (last < 0 || slabs[last].length - used < length) {
      last++;
      addSlab(length);
    }
    System.arraycopy(source, from, slabs[last], used, length);
    long place = (long) last << Integer.SIZE | used;
    used += length;
    return place;
  }

  private void addSlab(int least) {
    byte[][] more = Arrays.copyOf(slabs, slabs.length + 1);
    long size = (long) FIRST_BYTES << Math.min(slabs.length, Short.SIZE);
    more[slabs.length] = new byte[Math.max(least, (int) Math.min(size, MOST_BYTES))];
    slabs = more;
    used = 0;
  }

  /** The bytes from a place on, and what lies behind them. */
  ByteBuffer at(long place) {
    byte[] slab = slabs[(int) (place >>> Integer.SIZE)];
    int from = (int) place;
    return ByteBuffer.wrap(slab, from, slab.length - from);
  }
}
