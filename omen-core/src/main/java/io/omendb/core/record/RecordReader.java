package io.omendb.core.record;

import io.omendb.CorruptionException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;

/**
 * Reads what {@link RecordWriter} wrote. Bytes that end too soon or state an impossible length are
 * a {@link CorruptionException} naming the record. For one thread.
 */
public final class RecordReader {
  private final String name;
  private final ByteBuffer buffer;

  /** A reader of bytes; {@code name} is for errors. */
  public RecordReader(String name, byte[] bytes) {
    this(name, ByteBuffer.wrap(bytes));
  }

  /** A reader of what a buffer has left. */
  public RecordReader(String name, ByteBuffer bytes) {
    this.name = name;
    this.buffer = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads one byte. */
  public int getByte() {
    return number(ByteBuffer::get);
  }

  /** Reads four bytes. */
  public int getInt() {
    return number(ByteBuffer::getInt);
  }

  /** Reads a count of things that take at least {@code minimumBytes} each. */
  public int getCount(int minimumBytes) {
    int count = getInt();
    if (count < 0 || (long) count * minimumBytes > buffer.remaining()) {
      throw corrupt("the count " + count + " does not fit " + buffer.remaining() + " bytes");
    }
    return count;
  }

  /** Reads eight bytes. */
  public long getLong() {
    if (buffer.remaining() < Long.BYTES) {
      throw corrupt("it ends too soon");
    }
    return buffer.getLong();
  }

  /** Reads bytes. */
  public byte[] getBytes() {
    byte[] bytes = new byte[getCount(1)];
    buffer.get(bytes);
    return bytes;
  }

  /** Reads text. */
  public String getString() {
    return new String(getBytes(), StandardCharsets.UTF_8);
  }

  /** Reads floats. */
  public float[] getFloats() {
    float[] values = new float[getCount(Float.BYTES)];
    buffer.asFloatBuffer().get(values);
    buffer.position(buffer.position() + values.length * Float.BYTES);
    return values;
  }

  /** Reads floats, exactly as many as an array takes. */
  public void getFloats(float[] into) {
    int count = getCount(Float.BYTES);
    if (count != into.length) {
      throw corrupt(count + " floats, not " + into.length);
    }
    buffer.asFloatBuffer().get(into);
    skip(count * Float.BYTES);
  }

  /** Goes on behind some bytes. */
  public void skip(int bytes) {
    if (buffer.remaining() < bytes) {
      throw corrupt("it ends too soon");
    }
    buffer.position(buffer.position() + bytes);
  }

  /** Bytes read so far. */
  public int position() {
    return buffer.position();
  }

  /** Whether everything was read. */
  public boolean atEnd() {
    return !buffer.hasRemaining();
  }

  /** An error about this record at the present position. */
  public CorruptionException corrupt(String what) {
    return new CorruptionException(name, buffer.position(), what);
  }

  private int number(ToIntFunction<ByteBuffer> read) {
    try {
      return read.applyAsInt(buffer);
    } catch (BufferUnderflowException e) {
      throw corrupt("it ends too soon");
    }
  }
}
