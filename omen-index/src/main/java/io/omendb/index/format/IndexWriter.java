package io.omendb.index.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.omendb.index.search.SortedKeys;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Writes one index as {@link IndexDescriptor} lays it out: the head, the model, the checksum. */
public final class IndexWriter {
  private final ByteBuffer buffer;

  /**
   * Starts with the head.
   *
   * @param modelBytes what the engine will put, exactly
   */
  public IndexWriter(String engine, SortedKeys keys, int modelBytes) {
    int count = keys.size();
    int total =
        Math.addExact(IndexDescriptor.MODEL_OFFSET + IndexDescriptor.CHECKSUM_BYTES, modelBytes);
    this.buffer = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(IndexDescriptor.MAGIC_OFFSET, IndexDescriptor.MAGIC);
    buffer.putInt(IndexDescriptor.VERSION_OFFSET, IndexDescriptor.VERSION);
    buffer.putInt(IndexDescriptor.KEY_COUNT_OFFSET, count);
    buffer.put(IndexDescriptor.ENGINE_OFFSET, engine.getBytes(US_ASCII));
    buffer.putLong(IndexDescriptor.MINIMUM_OFFSET, count == 0 ? 0 : keys.key(0));
    buffer.putLong(IndexDescriptor.MAXIMUM_OFFSET, count == 0 ? 0 : keys.key(count - 1));
    buffer.position(IndexDescriptor.MODEL_OFFSET);
  }

  /** Puts an int32. */
  public void putInt(int value) {
    buffer.putInt(value);
  }

  /** Puts an int64. */
  public void putLong(long value) {
    buffer.putLong(value);
  }

  /** Puts a float64. */
  public void putDouble(double value) {
    buffer.putDouble(value);
  }

  /** Puts bytes behind their number. */
  public void putBytes(byte[] bytes) {
    buffer.putInt(bytes.length);
    buffer.put(bytes);
  }

  /** Puts a text as {@link #putBytes} of UTF-8. */
  public void putString(String text) {
    putBytes(text.getBytes(UTF_8));
  }

  /** Bytes that {@link #putString} puts. */
  public static int stringBytes(String text) {
    return Integer.BYTES + text.getBytes(UTF_8).length;
  }

  /** Ends with the checksum and hands the bytes over. */
  public byte[] finish() {
    assert buffer.remaining() == IndexDescriptor.CHECKSUM_BYTES : buffer;
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.array(), 0, buffer.position());
    buffer.putInt((int) checksum.getValue());
    return buffer.array();
  }
}
