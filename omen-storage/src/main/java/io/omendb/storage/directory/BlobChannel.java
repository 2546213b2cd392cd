package io.omendb.storage.directory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * What a blob's writer gets of the file: it can append, whole buffers at a time, and closing the
 * channel, as many libraries do when they are done, leaves the file open to be synced. Bytes reach
 * the file in blocks, the last at {@link #finish}. For one thread.
 */
final class BlobChannel implements WritableByteChannel {
  /* A huge page of x86-64 and of most others. Linux keeps what one write call brought in pages of
   * up to its size, and maps a file with huge pages only where its cached pages are that large:
   * with smaller writes a random read of the mapped file costs a walk of the page table, too. */
  static final int BLOCK_BYTES = 2 << 20;

  private final FileChannel file;
  private final Arena arena = Arena.ofConfined();
  private final ByteBuffer block = arena.allocate(BLOCK_BYTES).asByteBuffer();
  private boolean closed;

  BlobChannel(FileChannel file) {
    this.file = file;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    int length = source.remaining();
    while (source.hasRemaining()) {
      int part = Math.min(source.remaining(), block.remaining());
      block.put(block.position(), source, source.position(), part);
      block.position(block.position() + part);
      source.position(source.position() + part);
      if (!block.hasRemaining()) {
        drain();
      }
    }
    return length;
  }

  private void drain() throws IOException {
    block.flip();
    while (block.hasRemaining()) {
      file.write(block);
    }
    block.clear();
  }

  @Override
  public boolean isOpen() {
    return !closed && file.isOpen();
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Writes what is left to the file, whether or not the writer closed the channel. */
  void finish() throws IOException {
    closed = true;
    drain();
  }

  /** Gives the block's memory back. */
  void release() {
    arena.close();
  }
}
