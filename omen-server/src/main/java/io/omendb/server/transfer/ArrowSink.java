package io.omendb.server.transfer;

import io.omendb.Row;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowField;
import io.omendb.core.arrow.ArrowMetadata;
import io.omendb.core.arrow.ArrowMetadata.BatchBlock;
import io.omendb.core.arrow.ArrowNames;
import io.omendb.core.arrow.ArrowOutput;
import io.omendb.core.arrow.BatchColumn;
import io.omendb.core.arrow.BatchMessage;
import io.omendb.core.arrow.IpcFraming;
import io.omendb.core.arrow.LongColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file in the Arrow IPC file format, which readers open at any batch. */
final class ArrowSink implements RowSink {
  private static final int BATCH_ROWS = 8192;
  private static final Map<String, String> NO_METADATA = Map.of();

  private final Schema schema;
  private final List<ArrowField> fields = new ArrayList<>();
  private final ArrowOutput out;
  private final List<BatchBlock> blocks = new ArrayList<>();
  private final LongColumn keys = BatchColumn.ofLongs(ArrowNames.KEY);
  private final List<BatchColumn> columns = new ArrayList<>();

  ArrowSink(OutputStream stream, Schema schema) throws IOException {
    this.schema = schema;
    this.out = ArrowOutput.to(Channels.newChannel(stream));
    fields.add(ArrowField.required(ArrowNames.KEY, ScalarType.INT64));
    schema.columns().forEach(column -> fields.add(ArrowField.of(column, column.nullable())));
    columns.add(keys);
    schema.columns().forEach(column -> columns.add(BatchColumn.of(column, column.nullable())));
    IpcFraming.writeHead(out);
    IpcFraming.writeMetadata(out, ArrowMetadata.schemaMessage(fields, NO_METADATA));
  }

  @Override
  public void write(Row row) throws IOException {
    keys.add(row.key());
    for (int i = 0; i < schema.size(); i++) {
      columns.get(i + 1).add(row.get(schema.columns().get(i).name()));
    }
    if (keys.rows() == BATCH_ROWS) {
      writeBatch();
    }
  }

  @Override
  public void finish() throws IOException {
    if (keys.rows() > 0) {
      writeBatch();
    }
    IpcFraming.writeEndOfStream(out);
    IpcFraming.writeFooter(out, ArrowMetadata.footer(fields, NO_METADATA, blocks));
    out.flush();
  }

  @Override
  public void close() {
    // The stream is its opener's to close.
  }

  private void writeBatch() throws IOException {
    blocks.add(new BatchMessage(columns, keys.rows()).writeTo(out));
    columns.forEach(BatchColumn::clear);
  }
}
