package io.omendb.core.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Little-endian bytes on their way to a channel through one fixed buffer, or into an array of known
 * length; counts them and keeps their CRC32C. For one thread.
 */
public final class ArrowOutput {
  /* Below the second-level cache, large enough that a call to the channel does not show. */
  private static final int CHUNK_BYTES = 256 << 10;

  private final @Nullable WritableByteChannel channel;
  private final ByteBuffer buffer;
  private final CRC32C checksum = new CRC32C();
  private long drained;

  private ArrowOutput(@Nullable WritableByteChannel channel, byte[] buffer) {
    this.channel = channel;
    this.buffer = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** An output to a channel, which the caller closes. */
  public static ArrowOutput to(WritableByteChannel channel) {
    return new ArrowOutput(channel, new byte[CHUNK_BYTES]);
  }

  /** An output that fills an array and fails where more is written. */
  static ArrowOutput into(byte[] bytes) {
    return new ArrowOutput(null, bytes);
  }

  /** Bytes written so far. */
  public long position() {
    return drained + buffer.position();
  }

  /** Hands all bytes to the channel. */
  public void flush() throws IOException {
    if (channel == null) {
      return;
    }
    buffer.flip();
    checksum.update(buffer.array(), 0, buffer.limit());
    drained += buffer.limit();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** The CRC32C of all bytes handed to the channel. */
  public int crc32c() {
    return (int) checksum.getValue();
  }

  /** Writes zeros up to the next multiple of {@code alignment}, a power of two. */
  public void align(int alignment) throws IOException {
    zeros(-position() & (alignment - 1));
  }

  public void putInt(int value) throws IOException {
    reserve(Integer.BYTES);
    buffer.putInt(value);
  }

  public void putLong(long value) throws IOException {
    reserve(Long.BYTES);
    buffer.putLong(value);
  }

  public void put(byte[] bytes) throws IOException {
    put(ByteBuffer.wrap(bytes));
  }

  /** Writes the remaining bytes of a buffer. */
  public void put(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      reserve(1);
      int length = Math.min(bytes.remaining(), buffer.remaining());
      buffer.put(buffer.position(), bytes, bytes.position(), length);
      buffer.position(buffer.position() + length);
      bytes.position(bytes.position() + length);
    }
  }

  void putByte(int value) throws IOException {
    reserve(1);
    buffer.put((byte) value);
  }

  void putFloats(float[] values) throws IOException {
    for (int done = 0; done < values.length; ) {
      reserve(Float.BYTES);
      int count = Math.min(values.length - done, buffer.remaining() / Float.BYTES);
      buffer.asFloatBuffer().put(values, done, count);
      buffer.position(buffer.position() + count * Float.BYTES);
      done += count;
    }
  }

  void zeros(long count) throws IOException {
    long left = count;
    for (; left >= Long.BYTES; left -= Long.BYTES) {
      putLong(0);
    }
    for (; left > 0; left--) {
      putByte(0);
    }
  }

  private void reserve(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }
}
