package io.omendb.storage.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * What a blob's writer gets of the file: it can append, whole buffers at a time, and closing the
 * channel, as many libraries do when they are done, leaves the file open to be synced.
 */
final class BlobChannel implements WritableByteChannel {
  private final FileChannel file;
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
      file.write(source);
    }
    return length;
  }

  @Override
  public boolean isOpen() {
    return !closed && file.isOpen();
  }

  @Override
  public void close() {
    closed = true;
  }
}
