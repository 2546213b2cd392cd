package io.omendb.server.transfer;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Lines of text up to a length: a few kilobytes of a compressed file can be a line that no memory
 * holds. For one thread.
 */
final class LineReader implements Closeable {
  private static final int BUFFER_CHARS = 1 << 16;

  private final Reader reader;
  private final int limit;
  private final char[] buffer = new char[BUFFER_CHARS];
  private int start;
  private int end;

  /**
   * @param reader closed with this
   * @param limit most characters of a line
   */
  LineReader(Reader reader, int limit) {
    this.reader = reader;
    this.limit = limit;
  }

  /**
   * The next line without its end, which is a line feed, perhaps behind a carriage return; null at
   * the end of the text.
   *
   * @throws OmenException {@link ErrorCode#LIMIT_EXCEEDED} where it is too long
   */
  @Nullable String next() throws IOException {
    StringBuilder line = null;
    while (start < end || fill()) {
      int stop = start;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      line = line == null ? new StringBuilder(stop - start) : line;
      if (line.length() + (stop - start) > limit) {
        throw new OmenException(
            ErrorCode.LIMIT_EXCEEDED,
            "The line has more than " + limit + " characters",
            "write one object a line");
      }
      line.append(buffer, start, stop - start);
      boolean ended = stop < end;
      start = ended ? stop + 1 : stop;
      if (ended) {
        break;
      }
    }
    if (line == null) {
      return null;
    }
    int length = line.length();
    boolean returned = length > 0 && line.charAt(length - 1) == '\r';
    return line.substring(0, returned ? length - 1 : length);
  }

  /** Reads on; false at the end. */
  private boolean fill() throws IOException {
    start = 0;
    end = Math.max(0, reader.read(buffer));
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
