package io.omendb.core.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Little-endian bytes on their way to a channel through one fixed buffer, or into an array of known
 * length; counts them and keeps their CRC32C. For one thread.
 */
public final class ArrowOutput {
  /* Below the second-level cache, large enough that a call to the channel does not show. */
  private static final int CHUNK_BYTES = 256 << 10;

  /* As many as make a call to the checksum and one to the channel cheaper than a copy. */
  private static final int DIRECT_BYTES = 64 << 10;

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
    drain(buffer);
    buffer.clear();
  }

  private void drain(ByteBuffer bytes) throws IOException {
    WritableByteChannel target = Objects.requireNonNull(channel);
    drained += bytes.remaining();
    checksum.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      target.write(bytes);
    }
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

  /** Writes the remaining bytes of a buffer; many at once go to the channel without a copy. */
  public void put(ByteBuffer bytes) throws IOException {
    if (channel != null && bytes.remaining() >= DIRECT_BYTES) {
      flush();
      drain(bytes);
      return;
    }
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

  /** Writes the first values of an array. */
  void putLongs(long[] values, int count) throws IOException {
    for (int done = 0; done < count; ) {
      reserve(Long.BYTES);
      int part = Math.min(count - done, buffer.remaining() / Long.BYTES);
      buffer.asLongBuffer().put(values, done, part);
      buffer.position(buffer.position() + part * Long.BYTES);
      done += part;
    }
  }

  private void zeros(long count) throws IOException {
    for (long left = count; left > 0; left--) {
      putByte(0);
    }
  }

  private void reserve(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }
}
