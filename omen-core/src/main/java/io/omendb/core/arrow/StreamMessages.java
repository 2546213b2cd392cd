package io.omendb.core.arrow;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

/** The messages of an Arrow stream, one after the other. */
final class StreamMessages implements MessageSource {
  /* A schema of 512 columns with pages of metadata stays far below. */
  private static final int MAX_METADATA_BYTES = 16 << 20;

  private final IpcInput input;
  private boolean ended;

  StreamMessages(IpcInput input) {
    this.input = input;
  }

  @Override
  public Schema schema() throws IOException {
    IpcMessage first = next();
    if (first == null
        || first.metadata().headerType() != MessageHeader.Schema
        || !(first.metadata().header(new Schema()) instanceof Schema schema)) {
      throw InvalidArrow.data("it does not begin with a schema");
    }
    return schema;
  }

  @Override
  public @Nullable IpcMessage next() throws IOException {
    int metadataLength = ended ? 0 : metadataLength(input.read(IpcFraming.PREFIX_BYTES));
    if (metadataLength == 0) {
      ended = true;
      return null;
    }
    ByteBuffer flatbuffer =
        ByteBuffer.wrap(exactly(metadataLength).toArray(ValueLayout.JAVA_BYTE))
            .order(ByteOrder.LITTLE_ENDIAN);
    Message metadata = Message.getRootAsMessage(flatbuffer);
    if (metadata.version() < MetadataVersion.V4) {
      throw InvalidArrow.data("metadata of a version before V4");
    }
    return new IpcMessage(metadata, body(metadata.bodyLength()));
  }

  /** Length of the metadata that follows the frame; 0 at the end. */
  private static int metadataLength(MemorySegment frame) {
    if (frame.byteSize() == 0) {
      return 0; // A stream may end without saying so.
    }
    if (frame.byteSize() < IpcFraming.PREFIX_BYTES) {
      throw truncated(IpcFraming.PREFIX_BYTES, frame.byteSize());
    }
    if (frame.get(LittleEndian.INT, 0) != IpcFraming.CONTINUATION) {
      throw InvalidArrow.data("a message begins with neither ff ff ff ff nor ARROW1");
    }
    int length = frame.get(LittleEndian.INT, Integer.BYTES);
    if (length < 0 || length > MAX_METADATA_BYTES) {
      throw InvalidArrow.data(
          "metadata of " + length + " bytes, the limit is " + MAX_METADATA_BYTES);
    }
    return length;
  }

  private MemorySegment body(long length) throws IOException {
    if (length < 0) {
      throw InvalidArrow.data("a body of " + length + " bytes");
    }
    if (length > input.maxBodyBytes()) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          "An Arrow record batch of "
              + length
              + " bytes, the limit of a stream is "
              + input.maxBodyBytes(),
          "write smaller record batches, or import from a file");
    }
    return exactly(length);
  }

  private MemorySegment exactly(long length) throws IOException {
    MemorySegment bytes = input.read(length);
    if (bytes.byteSize() < length) {
      throw truncated(length, bytes.byteSize());
    }
    return bytes;
  }

  private static OmenException truncated(long expected, long found) {
    return InvalidArrow.data("it ends after " + found + " of " + expected + " bytes");
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
