package io.omendb.server.http;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.ByteArrayOutputStream;

/** The body of an answer while it is written, bounded. For one thread. */
final class JsonBytes extends ByteArrayOutputStream {
  /** Bytes of one answer, as of one gRPC message. */
  static final int LIMIT = 64 << 20;

  @Override
  public synchronized void write(int b) {
    checkRoom(1);
    super.write(b);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    checkRoom(length);
    super.write(bytes, offset, length);
  }

  private void checkRoom(int more) {
    if (more > LIMIT - count) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          "The answer is larger than " + LIMIT + " bytes",
          "ask for fewer rows, or name the columns you need");
    }
  }
}
