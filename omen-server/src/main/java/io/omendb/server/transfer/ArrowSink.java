package io.omendb.server.transfer;

import io.omendb.ArrowBatch;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowField;
import io.omendb.core.arrow.ArrowMetadata;
import io.omendb.core.arrow.ArrowMetadata.BatchBlock;
import io.omendb.core.arrow.ArrowNames;
import io.omendb.core.arrow.ArrowOutput;
import io.omendb.core.arrow.IpcFraming;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file in the Arrow IPC file format, which readers open at any batch. For one thread. */
final class ArrowSink {
  private static final Map<String, String> NO_METADATA = Map.of();

  private final List<ArrowField> fields = new ArrayList<>();
  private final ArrowOutput out;
  private final List<BatchBlock> blocks = new ArrayList<>();

  /**
   * Begins a file.
   *
   * @param stream its opener's to close
   */
  ArrowSink(OutputStream stream, Schema schema) throws IOException {
    this.out = ArrowOutput.to(Channels.newChannel(stream));
    fields.add(ArrowField.required(ArrowNames.KEY, ScalarType.INT64));
    schema.columns().forEach(column -> fields.add(ArrowField.of(column, column.nullable())));
    IpcFraming.writeHead(out);
    IpcFraming.writeMetadata(out, ArrowMetadata.schemaMessage(fields, NO_METADATA));
  }

  /** Writes a batch of rows of the schema as it is. */
  void write(ArrowBatch batch) throws IOException {
    ByteBuffer message = batch.message().slice().order(ByteOrder.LITTLE_ENDIAN);
    int metadataLength = IpcFraming.PREFIX_BYTES + message.getInt(Integer.BYTES);
    blocks.add(
        new BatchBlock(out.position(), metadataLength, message.remaining() - metadataLength));
    out.put(message);
  }

  /** Ends the file. */
  void finish() throws IOException {
    IpcFraming.writeEndOfStream(out);
    IpcFraming.writeFooter(out, ArrowMetadata.footer(fields, NO_METADATA, blocks));
    out.flush();
  }
}
