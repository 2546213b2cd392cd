package io.omendb.core.memtable;

import io.omendb.core.segment.RowVersion;
import java.util.Arrays;
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
  static final RowVersion MOVED = new RowVersion(0, -1, true, RowVersion.NO_VALUES);

  /** What a reader is told that has to look at the begin of the next block. */
  static final RowVersion IN_NEXT = new RowVersion(0, -2, true, RowVersion.NO_VALUES);

  /**
   * What a block held at a moment.
   *
   * @param end where the next block begins; null for the last
   */
  record Snapshot(RowVersion[] versions, @Nullable VersionKey end) {}

  private final StampedLock lock = new StampedLock();
  private final long[] keys = new long[CAPACITY];
  private final @Nullable RowVersion[] versions = new @Nullable RowVersion[CAPACITY];
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
  boolean put(RowVersion version) {
    int at = indexOf(version.key(), version.seq(), size);
    RowVersion present = at < size ? versions[at] : null;
    boolean replaces =
        present != null && present.key() == version.key() && present.seq() == version.seq();
    long stamp = lock.writeLock();
    try {
      if (!replaces) {
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(versions, at, versions, at + 1, size - at);
        keys[at] = version.key();
        size++;
      }
      versions[at] = version;
    } finally {
      lock.unlockWrite(stamp);
    }
    return !replaces;
  }

  /** Whether a version of this key and seq is here. For the writer. */
  boolean contains(long key, long seq) {
    int at = indexOf(key, seq, size);
    RowVersion present = at < size ? versions[at] : null;
    return present != null && present.key() == key && present.seq() == seq;
  }

  /**
   * A block with the upper part of this full one, which keeps all for the moment. For the writer.
   *
   * @param next the version that will be added; behind all others it has a block of its own, so
   *     that keys that ascend fill blocks
   */
  VersionBlock upperPart(RowVersion next) {
    VersionBlock upper = new VersionBlock(end);
    int from = indexOf(next.key(), next.seq(), size) == size ? size : size / 2;
    upper.size = size - from;
    System.arraycopy(keys, from, upper.keys, 0, upper.size);
    System.arraycopy(versions, from, upper.versions, 0, upper.size);
    return upper;
  }

  /** The place of the first version. For the writer; not while empty. */
  VersionKey first() {
    RowVersion first = versions[0];
    if (first == null) {
      throw new IllegalStateException("empty");
    }
    return new VersionKey(first.key(), first.seq());
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
      Arrays.fill(versions, size, CAPACITY, null);
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
    RowVersion version = versions[index];
    return version != null && version.seq() > seq; // Null only where the writer came in between.
  }

  /** The newest version of a key at or below a seq, null for none, {@link #MOVED} or so. */
  @Nullable RowVersion get(VersionKey place) {
    while (true) {
      long stamp = lock.tryOptimisticRead();
      if (stamp != 0) {
        RowVersion found = read(place);
        if (lock.validate(stamp)) {
          return found;
        }
      }
      Thread.onSpinWait();
    }
  }

  private @Nullable RowVersion read(VersionKey place) {
    VersionKey next = end;
    if (next != null && next.compareTo(place) <= 0) {
      return MOVED;
    }
    int at = indexOf(place.key(), place.seq(), size);
    if (at < size) {
      return keys[at] == place.key() ? versions[at] : null;
    }
    return next != null && next.key() == place.key() ? IN_NEXT : null;
  }

  /** All versions, in order. */
  Snapshot snapshot() {
    while (true) {
      long stamp = lock.tryOptimisticRead();
      if (stamp != 0) {
        @Nullable RowVersion[] copy = Arrays.copyOf(versions, size);
        VersionKey next = end;
        if (lock.validate(stamp)) {
          return new Snapshot(present(copy), next);
        }
      }
      Thread.onSpinWait();
    }
  }

  private static RowVersion[] present(@Nullable RowVersion[] versions) {
    RowVersion[] present = new RowVersion[versions.length];
    for (int i = 0; i < present.length; i++) {
      RowVersion version = versions[i];
      if (version == null) {
        throw new IllegalStateException("a hole");
      }
      present[i] = version;
    }
    return present;
  }
}
