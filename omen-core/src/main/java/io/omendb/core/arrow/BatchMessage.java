package io.omendb.core.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import io.omendb.core.arrow.ArrowMetadata.BatchBlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * A record batch about to be written: its layout, metadata and body lengths are known before a byte
 * is. The columns stay as they are until it has been written.
 */
public final class BatchMessage {
  private static final int INITIAL_SIZE = 1024;

  private final List<BatchColumn> columns;
  private final List<long[]> lengths = new ArrayList<>();
  private final ByteBuffer metadata;
  private final long bodyLength;

  /** Lays out a record batch of these columns, all of {@code rows} rows. */
  public BatchMessage(List<BatchColumn> columns, int rows) {
    this.columns = List.copyOf(columns);
    long end = 0;
    List<long[]> buffers = new ArrayList<>();
    for (BatchColumn column : columns) {
      assert column.rows() == rows : column.field;
      long[] columnLengths = column.bufferLengths();
      lengths.add(columnLengths);
      for (long length : columnLengths) {
        buffers.add(new long[] {end, length});
        end += IpcFraming.padded(length);
      }
    }
    this.bodyLength = end;
    this.metadata = metadata(rows, buffers);
  }

  private ByteBuffer metadata(int rows, List<long[]> buffers) {
    FlatBufferBuilder builder = new FlatBufferBuilder(INITIAL_SIZE);
    int nodeCount = columns.size();
    for (BatchColumn column : columns) {
      nodeCount += column.childLength() < 0 ? 0 : 1;
    }
    // A flatbuffer's vectors are written from their ends.
    RecordBatch.startNodesVector(builder, nodeCount);
    for (BatchColumn column : columns.reversed()) {
      if (column.childLength() >= 0) {
        FieldNode.createFieldNode(builder, column.childLength(), 0);
      }
      FieldNode.createFieldNode(builder, rows, column.nullCount());
    }
    int nodesVector = builder.endVector();
    RecordBatch.startBuffersVector(builder, buffers.size());
    for (long[] buffer : buffers.reversed()) {
      Buffer.createBuffer(builder, buffer[0], buffer[1]);
    }
    int buffersVector = builder.endVector();
    int batch = RecordBatch.createRecordBatch(builder, rows, nodesVector, buffersVector, 0, 0);
    return ArrowMetadata.finishMessage(builder, MessageHeader.RecordBatch, batch, bodyLength);
  }

  /** Bytes of the whole message where it starts at a multiple of {@link IpcFraming#ALIGNMENT}. */
  long length() {
    return IpcFraming.padded(IpcFraming.PREFIX_BYTES + metadata.remaining()) + bodyLength;
  }

  /** Writes metadata and body; the body begins at a multiple of {@link IpcFraming#ALIGNMENT}. */
  public BatchBlock writeTo(ArrowOutput out) throws IOException {
    long offset = out.position();
    IpcFraming.writeMetadata(out, metadata.duplicate());
    long bodyStart = out.position();
    for (int c = 0; c < columns.size(); c++) {
      long[] columnLengths = lengths.get(c);
      for (int b = 0; b < columnLengths.length; b++) {
        long start = out.position();
        columns.get(c).writeBuffer(b, out);
        assert out.position() - start == columnLengths[b] : columns.get(c).field + " buffer " + b;
        out.align(IpcFraming.ALIGNMENT);
      }
    }
    assert out.position() - bodyStart == bodyLength;
    return new BatchBlock(offset, Math.toIntExact(bodyStart - offset), bodyLength);
  }
}
