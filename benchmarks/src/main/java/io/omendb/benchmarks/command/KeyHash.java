package io.omendb.benchmarks.command;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names sorted keys, whatever file or generator they came from. */
final class KeyHash {
  private static final int CHUNK_KEYS = 1 << 13;

  private KeyHash() {}

  /** SHA-256 of the keys, little-endian int64 each, in hexadecimal. */
  static String of(long[] keys) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer chunk =
          ByteBuffer.allocate(CHUNK_KEYS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int from = 0; from < keys.length; from += CHUNK_KEYS) {
        int count = Math.min(CHUNK_KEYS, keys.length - from);
        chunk.clear().asLongBuffer().put(keys, from, count);
        digest.update(chunk.limit(count * Long.BYTES));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
