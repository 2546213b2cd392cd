package io.omendb.index.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.index.search.SortedKeys;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Reads one index as {@link IndexDescriptor} lays it out. Checks checksum, version, engine and keys
 * first; what is read after that is what was written, for these keys.
 */
public final class IndexReader {
  private final String name;
  private final ByteBuffer buffer;
  private final int end;

  /**
   * Opens an index.
   *
   * @throws CorruptionException where the bytes are damaged or belong to other keys
   * @throws OmenException {@link ErrorCode#UNSUPPORTED_FORMAT} where another engine or a newer
   *     version wrote them
   */
  public IndexReader(byte[] bytes, String engine, SortedKeys keys) {
    this.name = engine + " index";
    this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.end = bytes.length - IndexDescriptor.CHECKSUM_BYTES;
    requireChecksum();
    requireVersion();
    requireEngine(engine);
    requireKeys(keys);
    buffer.position(IndexDescriptor.MODEL_OFFSET);
  }

  private void requireChecksum() {
    if (end < IndexDescriptor.MODEL_OFFSET) {
      throw corrupt(0, "only " + buffer.capacity() + " bytes");
    }
    if (buffer.getLong(IndexDescriptor.MAGIC_OFFSET) != IndexDescriptor.MAGIC) {
      throw corrupt(IndexDescriptor.MAGIC_OFFSET, "not an index: the magic bytes are others");
    }
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.array(), 0, end);
    int expected = buffer.getInt(end);
    if ((int) checksum.getValue() != expected) {
      throw corrupt(
          end, "checksum %08x, but the bytes give %08x".formatted(expected, checksum.getValue()));
    }
  }

  private void requireVersion() {
    int version = buffer.getInt(IndexDescriptor.VERSION_OFFSET);
    if (version < 1 || version > IndexDescriptor.VERSION) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED_FORMAT,
          name + " has format version " + version + ", newest known " + IndexDescriptor.VERSION,
          "use the release that wrote it, or let the index be trained anew");
    }
  }

  private void requireEngine(String engine) {
    byte[] field = new byte[IndexDescriptor.ENGINE_BYTES];
    buffer.get(IndexDescriptor.ENGINE_OFFSET, field);
    String writer = new String(field, US_ASCII).replace("\0", "");
    if (!writer.equals(engine)) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED_FORMAT,
          "an index of engine '" + writer + "' was given to engine '" + engine + "'",
          "load it with '" + writer + "', or let the index be trained anew");
    }
  }

  private void requireKeys(SortedKeys keys) {
    int count = buffer.getInt(IndexDescriptor.KEY_COUNT_OFFSET);
    if (count != keys.size()) {
      throw corrupt(
          IndexDescriptor.KEY_COUNT_OFFSET,
          "trained on " + count + " keys, but given " + keys.size());
    }
    if (count > 0) {
      requireKey("smallest", IndexDescriptor.MINIMUM_OFFSET, keys.key(0));
      requireKey("greatest", IndexDescriptor.MAXIMUM_OFFSET, keys.key(count - 1));
    }
  }

  private void requireKey(String which, int offset, long given) {
    long trained = buffer.getLong(offset);
    if (trained != given) {
      throw corrupt(offset, which + " key trained on is " + trained + ", but given " + given);
    }
  }

  /** Next int32, which must be in low..high. */
  public int getInt(String what, int low, int high) {
    requireBytes(Integer.BYTES);
    int value = buffer.getInt();
    if (value < low || value > high) {
      throw corrupt(what + " " + value + " is not in " + low + ".." + high);
    }
    return value;
  }

  /** Next int64. */
  public long getLong() {
    requireBytes(Long.BYTES);
    return buffer.getLong();
  }

  /** Refuses a count of int64 values that are more than what is left; returns it. */
  public int requireLongs(long count) {
    requireBytes(count * Long.BYTES);
    return (int) count;
  }

  /** Next float64. */
  public double getDouble() {
    requireBytes(Double.BYTES);
    return buffer.getDouble();
  }

  /** Next bytes, behind their number. */
  public byte[] getBytes(String what) {
    byte[] bytes = new byte[getInt("length of " + what, 0, end - buffer.position())];
    requireBytes(bytes.length);
    buffer.get(bytes);
    return bytes;
  }

  /** Next text. */
  public String getString(String what) {
    return new String(getBytes(what), UTF_8);
  }

  /** Refuses bytes that are left over. */
  public void finish() {
    if (buffer.position() != end) {
      throw corrupt((end - buffer.position()) + " bytes more than the model takes");
    }
  }

  /** The error for what was read last. */
  public CorruptionException corrupt(String what) {
    return corrupt(buffer.position(), what);
  }

  private void requireBytes(long bytes) {
    if (end - buffer.position() < bytes) {
      throw corrupt("the model is cut short");
    }
  }

  private CorruptionException corrupt(int offset, String what) {
    return new CorruptionException(name, offset, what);
  }
}
