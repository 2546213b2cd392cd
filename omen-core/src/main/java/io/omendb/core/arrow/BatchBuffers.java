package io.omendb.core.arrow;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * The nodes and buffers of a foreign record batch in the order of the schema, each checked against
 * the body before it is handed out. For one thread.
 */
final class BatchBuffers {
  private final RecordBatch batch;
  private final MemorySegment body;
  private int nextNode;
  private int nextBuffer;
  private int nextVariadic;
  private long bytesLeft;

  BatchBuffers(RecordBatch batch, MemorySegment body) {
    this.batch = batch;
    this.body = body;
    this.bytesLeft = body.byteSize();
    BodyCompression compression = batch.compression();
    if (compression != null) {
      throw InvalidArrow.field(
          "compression",
          "is " + CompressionType.name(compression.codec()) + ", which is not supported",
          "write the data uncompressed");
    }
  }

  /** Number of rows, as the batch says. */
  long rows() {
    return batch.length();
  }

  /** The next field's element and null counts. */
  FieldNode node(String field) {
    FieldNode node = nextNode < batch.nodesLength() ? batch.nodes(nextNode++) : null;
    if (node == null || node.length() < 0 || node.nullCount() < 0) {
      throw InvalidArrow.data("no node for field '" + field + "'");
    }
    return node;
  }

  /** The next buffer, of at least {@code minLength} bytes. */
  MemorySegment buffer(String field, long minLength) {
    Buffer buffer = nextBuffer < batch.buffersLength() ? batch.buffers(nextBuffer++) : null;
    if (buffer == null
        || buffer.offset() < 0
        || buffer.length() < minLength
        || buffer.length() > body.byteSize() - buffer.offset()) {
      throw InvalidArrow.data(
          "a buffer of field '" + field + "' is outside the body or shorter than " + minLength);
    }
    // Otherwise a small message could name the same bytes over and over.
    bytesLeft -= buffer.length();
    if (bytesLeft < 0) {
      throw InvalidArrow.data("the buffers overlap");
    }
    return body.asSlice(buffer.offset(), buffer.length());
  }

  /** How many data buffers the next view column has. */
  long variadicCount(String field) {
    if (nextVariadic >= batch.variadicBufferCountsLength()) {
      throw InvalidArrow.data("no buffer count for field '" + field + "'");
    }
    long count = batch.variadicBufferCounts(nextVariadic++);
    if (count < 0 || count > batch.buffersLength()) {
      throw InvalidArrow.data(count + " data buffers for field '" + field + "'");
    }
    return count;
  }
}
