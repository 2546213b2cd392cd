package io.omendb.storage.memory;

import io.omendb.spi.storage.BlobWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;

/** Gathers what a blob's writer writes. For one thread. */
final class MemoryBlobChannel implements WritableByteChannel {
  /** The alignment of Arrow buffers, which map the content. */
  private static final long ALIGNMENT = 64;

  private static final long CAPACITY_MIN = 1 << 16;

  private MemorySegment content = Arena.ofAuto().allocate(CAPACITY_MIN, ALIGNMENT);
  private long length;
  private boolean closed;

  private MemoryBlobChannel() {}

  /** The bytes of a writer, in an automatic arena of exactly their length. */
  static MemorySegment contentOf(BlobWriter writer) throws IOException {
    MemoryBlobChannel channel = new MemoryBlobChannel();
    writer.writeTo(channel);
    return copy(channel.content.asSlice(0, channel.length), channel.length);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    int added = source.remaining();
    if (length + added > content.byteSize()) {
      content = copy(content, Math.max(length + added, 2 * content.byteSize()));
    }
    content.asSlice(length, added).copyFrom(MemorySegment.ofBuffer(source));
    source.position(source.limit());
    length += added;
    return added;
  }

  private static MemorySegment copy(MemorySegment source, long capacity) {
    return Arena.ofAuto().allocate(capacity, ALIGNMENT).copyFrom(source);
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
