package io.omendb.core.memtable;

import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Some versions that follow each other, in arrays. One writer, any number of readers, who never
 * wait for it: they read optimistically, and again where the writer came in between.
 */
final class VersionBlock {
  /** Few enough to shift, many enough that the map of blocks is small. */
  static final int CAPACITY = 64;

  /** What a reader is told whose place has moved to another block meanwhile. */
  static final Entry MOVED = new Entry(0, -1, Entry.DELETION);

  /** What a reader is told that has to look at the begin of the next block. */
  static final Entry IN_NEXT = new Entry(0, -2, Entry.DELETION);

  /**
   * What a block held at a moment.
   *
   * @param end where the next block begins; null for the last
   */
  record Snapshot(Entry[] versions, @Nullable VersionKey end) {}

  private final StampedLock lock = new StampedLock();
  private final long[] keys = new long[CAPACITY];
  private final long[] seqs = new long[CAPACITY];
  private final long[] values = new long[CAPACITY];
  private int size;
  private @Nullable VersionKey end;

  /** A block that ends where the next one begins; null for the last. */
  VersionBlock(@Nullable VersionKey end) {
    this.end = end;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isFull() {
    return size == CAPACITY;
  }

  /**
   * Adds a version, or replaces that of the same key and seq. For the writer; not while full, but
   * to replace.
   *
   * @return whether it was added
   */
  boolean put(Entry version) {
    int at = indexOf(version.key(), version.seq(), size);
    boolean replaces = isAt(at, version.key(), version.seq());
    long stamp = lock.writeLock();
    try {
      if (!replaces) {
        int behind = size - at;
        System.arraycopy(keys, at, keys, at + 1, behind);
        System.arraycopy(seqs, at, seqs, at + 1, behind);
        System.arraycopy(values, at, values, at + 1, behind);
        keys[at] = version.key();
        seqs[at] = version.seq();
        size++;
      }
      values[at] = version.values();
    } finally {
      lock.unlockWrite(stamp);
    }
    return !replaces;
  }

  /** Whether a version of this key and seq is here. For the writer. */
  boolean contains(long key, long seq) {
    return isAt(indexOf(key, seq, size), key, seq);
  }

  private boolean isAt(int index, long key, long seq) {
    return index < size && keys[index] == key && seqs[index] == seq;
  }

  /**
   * A block with the upper part of this full one, which keeps all for the moment. For the writer.
   *
   * @param next the version that will be added; behind all others it has a block of its own, so
   *     that keys that ascend fill blocks
   */
  VersionBlock upperPart(Entry next) {
    VersionBlock upper = new VersionBlock(end);
    int from = indexOf(next.key(), next.seq(), size) == size ? size : size / 2;
    upper.size = size - from;
    System.arraycopy(keys, from, upper.keys, 0, upper.size);
    System.arraycopy(seqs, from, upper.seqs, 0, upper.size);
    System.arraycopy(values, from, upper.values, 0, upper.size);
    return upper;
  }

  /** The place of the first version. For the writer; not while empty. */
  VersionKey first() {
    if (isEmpty()) {
      throw new IllegalStateException("empty");
    }
    return new VersionKey(keys[0], seqs[0]);
  }

  /**
   * Lets go what the next block has taken over. For the writer.
   *
   * @param fresh versions of the next block that were not here
   */
  void truncate(VersionBlock next, int fresh) {
    long stamp = lock.writeLock();
    try {
      size -= next.size - fresh;
      end = next.first();
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  /** Where the next block begins, or began at some moment of the call; null for the last. */
  @Nullable VersionKey end() {
    return snapshot().end();
  }

  /** First index of a version at or behind a place. */
  private int indexOf(long key, long seq, int count) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBefore(middle, key, seq)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean isBefore(int index, long key, long seq) {
    if (keys[index] != key) {
      return keys[index] < key;
    }
    return seqs[index] > seq;
  }

  /** The newest version of a key at or below a seq, null for none, {@link #MOVED} or so. */
  @Nullable Entry get(VersionKey place) {
    while (true) {
      long stamp = lock.tryOptimisticRead();
      if (stamp != 0) {
        Entry found = read(place);
        if (lock.validate(stamp)) {
          return found;
        }
      }
      Thread.onSpinWait();
    }
  }

  private @Nullable Entry read(VersionKey place) {
    VersionKey next = end;
    if (next != null && next.compareTo(place) <= 0) {
      return MOVED;
    }
    int at = indexOf(place.key(), place.seq(), size);
    if (at < size) {
      return keys[at] == place.key() ? entry(at) : null;
    }
    return next != null && next.key() == place.key() ? IN_NEXT : null;
  }

  /** All versions, in order. */
  Snapshot snapshot() {
    while (true) {
      long stamp = lock.tryOptimisticRead();
      if (stamp != 0) {
        Entry[] copy = new Entry[size];
        for (int i = 0; i < copy.length; i++) {
          copy[i] = entry(i);
        }
        VersionKey next = end;
        if (lock.validate(stamp)) {
          return new Snapshot(copy, next);
        }
      }
      Thread.onSpinWait();
    }
  }

  private Entry entry(int index) {
    return new Entry(keys[index], seqs[index], values[index]);
  }
}
