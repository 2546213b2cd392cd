package io.omendb.benchmarks.ycsb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Rows by their number. Keys are hashes of it, so that rows are inserted in no order of their keys.
 * A value says which row and which of its versions it is, in its first {@value #HEAD_BYTES} bytes,
 * and goes on with bytes that do not compress and follow from the two. Immutable.
 */
final class YcsbRows {
  /** Row number and version. */
  static final int HEAD_BYTES = 2 * Long.BYTES;

  private static final int POOL_BYTES = 1 << 20;
  private static final long SEED = 8;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int valueBytes;
  private final byte[] pool;

  /**
   * Rows with values of a length.
   *
   * @param valueBytes at least {@link #HEAD_BYTES}
   */
  YcsbRows(int valueBytes) {
    this.valueBytes = valueBytes;
    pool = new byte[POOL_BYTES + valueBytes];
    new SplittableRandom(SEED).nextBytes(pool);
  }

  /** The key of a row. */
  static long key(long number) {
    return Fnv.hash(number);
  }

  /** A new array with the value of a version of a row. */
  byte[] value(long number, long version) {
    byte[] value = new byte[valueBytes];
    LONG.set(value, 0, number);
    LONG.set(value, Long.BYTES, version);
    System.arraycopy(pool, offset(number, version), value, HEAD_BYTES, valueBytes - HEAD_BYTES);
    return value;
  }

  private static int offset(long number, long version) {
    return (int) (Fnv.hash(number * 31 + version) % POOL_BYTES);
  }

  /** The row that a value says it is of. */
  static long number(byte[] value) {
    return (long) LONG.get(value, 0);
  }

  /**
   * The version of a value, which must be one of a key, as a whole.
   *
   * @throws WrongAnswerException naming the key
   */
  long version(long key, byte @Nullable [] value) {
    if (value == null) {
      throw new WrongAnswerException("The row under key " + key + " is absent");
    }
    if (value.length != valueBytes) {
      throw new WrongAnswerException(
          "The value under key " + key + " has " + value.length + " bytes, not " + valueBytes);
    }
    long number = number(value);
    if (key(number) != key) {
      throw new WrongAnswerException("The value under key " + key + " is that of row " + number);
    }
    long version = (long) LONG.get(value, Long.BYTES);
    int from = offset(number, version);
    if (!Arrays.equals(value, HEAD_BYTES, valueBytes, pool, from, from + valueBytes - HEAD_BYTES)) {
      throw new WrongAnswerException("The value under key " + key + " is damaged");
    }
    return version;
  }
}
