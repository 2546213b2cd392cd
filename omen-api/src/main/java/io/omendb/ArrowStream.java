package io.omendb;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The messages of a cursor one after the other: schema, batches, end of stream. */
final class ArrowStream extends InputStream {
  /** The mark that every message begins with, and a length of 0. */
  private static final byte[] END = {-1, -1, -1, -1, 0, 0, 0, 0};

  private final ArrowCursor cursor;
  private ByteBuffer piece;
  private boolean ended;

  ArrowStream(ArrowCursor cursor) {
    this.cursor = cursor;
    this.piece = cursor.schema();
  }

  @Override
  public int read() {
    return advance() ? Byte.toUnsignedInt(piece.get()) : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int count = Math.min(length, piece.remaining());
    piece.get(bytes, offset, count);
    return count;
  }

  /** Sees to it that the piece has bytes left; false at the end. */
  private boolean advance() {
    if (!piece.hasRemaining() && !ended) {
      ArrowBatch batch = cursor.next();
      ended = batch == null;
      piece = batch == null ? ByteBuffer.wrap(END) : batch.message();
    }
    return piece.hasRemaining();
  }

  @Override
  public void close() {
    cursor.close();
  }
}
