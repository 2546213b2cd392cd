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

  /* Longer values have an array of their own, so that what stays empty at the end of a slab is at
   * most an eighth of it. */
  private static final int SHARED_BYTES = MOST_BYTES / 8;

  private volatile byte[][] slabs = {};

  /** The slab that is being filled, and how far; none yet where it is -1. */
  private int current = -1;

  private int used;

  /** Adds a copy of some bytes; returns their place, 0 or more. */
  long add(byte[] source, int from, int length) {
    if (length > SHARED_BYTES) {
      int own = addSlab(length);
      System.arraycopy(source, from, slabs[own], 0, length);
      return place(own, 0);
    }
    if (current < 0 || slabs[current].length - used < length) {
      long size = (long) FIRST_BYTES << Math.min(slabs.length, Short.SIZE);
      current = addSlab(Math.max(length, (int) Math.min(size, MOST_BYTES)));
      used = 0;
    }
    System.arraycopy(source, from, slabs[current], used, length);
    long place = place(current, used);
    used += length;
    return place;
  }

  private int addSlab(int bytes) {
    int last = slabs.length;
    byte[][] more = Arrays.copyOf(slabs, last + 1);
    more[last] = new byte[bytes];
    slabs = more;
    return last;
  }

  private static long place(int slab, int from) {
    return (long) slab << Integer.SIZE | from;
  }

  /** Bytes of all slabs, what is still empty in them included. */
  long sizeInBytes() {
    return Arrays.stream(slabs).mapToLong(slab -> slab.length).sum();
  }

  /** The bytes from a place on, and what lies behind them. */
  ByteBuffer at(long place) {
    byte[] slab = slabs[(int) (place >>> Integer.SIZE)];
    int from = (int) place;
    return ByteBuffer.wrap(slab, from, slab.length - from);
  }
}
