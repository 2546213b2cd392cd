package io.omendb.core.segment;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowField;
import io.omendb.core.arrow.ArrowFile;
import io.omendb.core.arrow.ArrowNames;
import io.omendb.core.arrow.IpcMessage;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * The parsed metadata of a segment file: hands out the buffers of its record batch, in order, as
 * slices of the file. Every offset and length is checked against the file before it is used.
 */
final class SegmentFile {
  private final String name;
  private final MemorySegment content;
  private final MemorySegment body;
  private final RecordBatch batch;
  private final long batchOffset;
  private int nextNode;
  private int nextBuffer;

  /**
   * Parses footer and record batch metadata.
   *
   * @throws IndexOutOfBoundsException where the inside of a flatbuffer contradicts itself
   * @throws CorruptionException naming the offset of what is wrong
   * @throws OmenException {@link ErrorCode#UNSUPPORTED_FORMAT} for a newer format version
   */
  SegmentFile(String name, MemorySegment content, Schema schema, int rows) {
    this.name = name;
    this.content = content;
    ArrowFile file = new ArrowFile(content, this::corrupt);
    Footer footer = file.footer();
    checkSchema(footer.schema(), schema, file.footerOffset());
    if (footer.recordBatchesLength() != 1) {
      throw corrupt(file.footerOffset(), footer.recordBatchesLength() + " record batches, not one");
    }
    this.batchOffset = footer.recordBatches(0).offset();
    IpcMessage message = file.message(footer.recordBatches(0));
    this.body = message.body();
    if (message.metadata().headerType() != MessageHeader.RecordBatch
        || !(message.metadata().header(new RecordBatch()) instanceof RecordBatch header)) {
      throw corrupt(batchOffset, "the message is not a record batch");
    }
    this.batch = header;
    if (batch.compression() != null) {
      throw corrupt(batchOffset, "the record batch is compressed");
    }
    if (batch.length() != rows) {
      throw corrupt(batchOffset, batch.length() + " rows, the manifest says " + rows);
    }
  }

  private void checkSchema(
      org.apache.arrow.flatbuf.@Nullable Schema found, Schema schema, long footerOffset) {
    if (found == null) {
      throw corrupt(footerOffset, "no schema");
    }
    checkFormat(metadata(found, ArrowNames.FORMAT), footerOffset);
    String text = metadata(found, ArrowNames.SCHEMA);
    if (!schema.toString().equals(text)) {
      throw corrupt(
          footerOffset, "the schema is '" + text + "', the collection's '" + schema + "'");
    }
    List<ArrowField> fields = SegmentDescriptor.fields(schema);
    if (found.fieldsLength() != fields.size()) {
      throw corrupt(footerOffset, found.fieldsLength() + " fields, not " + fields.size());
    }
    Field field = new Field();
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).matches(found.fields(field, i))) {
        throw corrupt(footerOffset, "field " + i + " is not " + fields.get(i).name());
      }
    }
  }

  private void checkFormat(@Nullable String format, long footerOffset) {
    int version = 0;
    try {
      version = format == null ? 0 : Integer.parseInt(format);
    } catch (NumberFormatException e) {
      // Reported below like any other version that was never written.
    }
    if (version < 1) {
      throw corrupt(footerOffset, "the format version is '" + format + "'");
    }
    if (version > ArrowNames.FORMAT_VERSION) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED_FORMAT,
          name
              + " is a segment of format "
              + version
              + ", this build reads up to "
              + ArrowNames.FORMAT_VERSION,
          "open the database with a newer OmenDB");
    }
  }

  private static @Nullable String metadata(org.apache.arrow.flatbuf.Schema schema, String key) {
    for (int i = 0; i < schema.customMetadataLength(); i++) {
      KeyValue entry = schema.customMetadata(i);
      if (key.equals(entry.key())) {
        return entry.value();
      }
    }
    return null;
  }

  /** Number of rows. */
  int rows() {
    return (int) batch.length();
  }

  /** The null count of the next field node, which must have {@code length} elements. */
  long nextNode(String column, long length) {
    FieldNode node = nextNode < batch.nodesLength() ? batch.nodes(nextNode++) : null;
    if (node == null || node.length() != length || node.nullCount() < 0) {
      throw corrupt(batchOffset, "column '" + column + "' does not have " + length + " elements");
    }
    return node.nullCount();
  }

  /** The next buffer, which must hold at least {@code minLength} bytes. */
  MemorySegment nextBuffer(String column, long minLength) {
    Buffer buffer = nextBuffer < batch.buffersLength() ? batch.buffers(nextBuffer++) : null;
    if (buffer == null
        || buffer.offset() < 0
        || buffer.length() < minLength
        || buffer.length() > body.byteSize() - buffer.offset()) {
      throw corrupt(
          batchOffset,
          "a buffer of column '"
              + column
              + "' lies outside the body or has less than "
              + minLength
              + " bytes");
    }
    return body.asSlice(buffer.offset(), buffer.length());
  }

  /** Where in the file a slice that {@link #nextBuffer} gave begins. */
  long offsetOf(MemorySegment slice) {
    return slice.address() - content.address();
  }

  CorruptionException corrupt(long offset, String what) {
    return new CorruptionException(name, offset, what);
  }
}
