package io.omendb.testkit.disk;

import java.util.Arrays;
import java.util.Random;

/** The content of a file: what the page cache has of it, and how much of that is on disk. */
final class DiskFile {
  private byte[] content = new byte[0];
  private int onDisk;
  private boolean syncFailed;

  byte[] content() {
    return content;
  }

  boolean isOnDisk() {
    return onDisk == content.length;
  }

  void append(byte[] bytes, int from, int to) {
    int end = content.length;
    content = Arrays.copyOf(content, end + to - from);
    System.arraycopy(bytes, from, content, end, to - from);
  }

  /** An fsync that says it succeeded; it writes nothing that an earlier one has failed to write. */
  void sync() {
    if (!syncFailed) {
      onDisk = content.length;
    }
  }

  void failSync() {
    syncFailed = true;
  }

  /** What a power cut leaves: all that was synced, and some of the rest, whole or as zeros. */
  void lose(Random random) {
    int kept = onDisk + random.nextInt(content.length - onDisk + 1);
    byte[] left = Arrays.copyOf(content, kept);
    if (kept > onDisk && random.nextBoolean()) {
      Arrays.fill(left, onDisk + random.nextInt(kept - onDisk), kept, (byte) 0);
    }
    content = left;
    onDisk = kept;
    syncFailed = false;
  }
}
