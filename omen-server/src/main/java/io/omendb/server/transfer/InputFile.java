package io.omendb.server.transfer;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * An open file, unpacked on the way where it is compressed, that knows how far it has been read.
 */
final class InputFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final long size;
  private final CountingStream counted;
  private final InputStream content;

  private InputFile(long size, CountingStream counted, InputStream content) {
    this.size = size;
    this.counted = counted;
    this.content = content;
  }

  static InputFile open(TransferFile source) {
    Path file = source.path();
    try {
      long size = Files.size(file);
      CountingStream counted = new CountingStream(Files.newInputStream(file));
      try {
        return new InputFile(
            size,
            counted,
            FileFormat.isCompressed(file) ? new GZIPInputStream(counted, BUFFER_BYTES) : counted);
      } catch (IOException e) {
        counted.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new OmenException(ErrorCode.LOCATION_NOT_FOUND, "No file " + source.name(), e);
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + source.name(), e);
    }
  }

  /** The unpacked bytes. */
  InputStream bytes() {
    return content;
  }

  /** The unpacked bytes as UTF-8; a byte that is not is an error and no question mark. */
  BufferedReader text() {
    return new BufferedReader(
        new InputStreamReader(
            content,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)),
        BUFFER_BYTES);
  }

  /** Bytes of the file. */
  long size() {
    return size;
  }

  /** Bytes of the file that have been read. */
  long bytesRead() {
    return counted.count;
  }

  @Override
  public void close() {
    try {
      counted.close();
    } catch (IOException e) {
      throw OmenException.io("Cannot close the file", e);
    }
  }

  private static final class CountingStream extends FilterInputStream {
    private long count;

    CountingStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(read, 0);
      return read;
    }
  }
}
