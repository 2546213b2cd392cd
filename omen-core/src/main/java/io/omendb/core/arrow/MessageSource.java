package io.omendb.core.arrow;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

/** The schema and then the batches and dictionaries of an Arrow stream or file. For one thread. */
interface MessageSource extends AutoCloseable {
  /** The schema; fails where there is none. */
  Schema schema() throws IOException;

  /** The next batch or dictionary, or null at the end; its body is valid until the next call. */
  @Nullable IpcMessage next() throws IOException;

  @Override
  void close() throws IOException;

  /**
   * The source over a stream, whose first bytes tell the format. A file is read whole, for its
   * footer comes last and is the only place that says for sure where its parts are.
   */
  static MessageSource of(InputStream stream) throws IOException {
    PushbackInputStream input = new PushbackInputStream(stream, IpcFraming.HEAD_BYTES);
    byte[] head = input.readNBytes(IpcFraming.HEAD_BYTES);
    input.unread(head);
    if (!ArrowFile.isFile(MemorySegment.ofArray(head))) {
      return new StreamMessages(IpcInput.of(input));
    }
    byte[] file = input.readNBytes(ArrowRowReader.MAX_BODY_BYTES);
    if (input.read() >= 0) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          "An Arrow file on a stream is longer than " + ArrowRowReader.MAX_BODY_BYTES + " bytes",
          "read it from a path, or write it in the stream format");
    }
    return new FileMessages(MemorySegment.ofArray(file), stream);
  }

  /** The source over a mapped file of either format. */
  static MessageSource of(Path path) {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path)) {
      MemorySegment content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return ArrowFile.isFile(content)
          ? new FileMessages(content, arena::close)
          : new StreamMessages(IpcInput.of(content, arena));
    } catch (NoSuchFileException e) {
      arena.close();
      throw new OmenException(ErrorCode.LOCATION_NOT_FOUND, "No file " + path, e);
    } catch (IOException e) {
      arena.close();
      throw OmenException.io("Cannot read " + path, e);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }
}
