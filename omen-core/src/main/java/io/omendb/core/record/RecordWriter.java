package io.omendb.core.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Appends little-endian values to a growing array. For one thread. */
public final class RecordWriter {
  private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

  /** Appends one byte. */
  public RecordWriter putByte(int value) {
    room(1).put((byte) value);
    return this;
  }

  /** Appends four bytes. */
  public RecordWriter putInt(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  /** Appends eight bytes. */
  public RecordWriter putLong(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** Appends a length and the bytes. */
  public RecordWriter putBytes(byte[] bytes) {
    room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
    return this;
  }

  /** Appends a length and the text in UTF-8. */
  public RecordWriter putString(String text) {
    return putBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends a length and the elements. */
  public RecordWriter putFloats(float[] values) {
    int bytes = Math.multiplyExact(values.length, Float.BYTES);
    ByteBuffer target = room(Integer.BYTES + bytes).putInt(values.length);
    target.asFloatBuffer().put(values);
    target.position(target.position() + bytes);
    return this;
  }

  /** Bytes written so far. */
  public int size() {
    return buffer.position();
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int needed = Math.addExact(buffer.position(), bytes);
      int capacity =
          Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * buffer.capacity()));
      buffer =
          ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity))
              .order(ByteOrder.LITTLE_ENDIAN)
              .position(buffer.position());
    }
    return buffer;
  }
}
