package io.omendb.server.cli.transfer;

import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowRows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/** A file in the Arrow IPC file format, which readers open at any batch. */
final class ArrowSink implements RowSink {
  private static final int BATCH_ROWS = 8192;

  private final Schema schema;
  private final BufferAllocator allocator = new RootAllocator();
  private final VectorSchemaRoot root;
  private final ArrowFileWriter writer;
  private final List<Row> held = new ArrayList<>(BATCH_ROWS);

  ArrowSink(OutputStream out, Schema schema) throws IOException {
    this.schema = schema;
    try (ArrowStreamReader empty = read(List.of())) {
      root = VectorSchemaRoot.create(empty.getVectorSchemaRoot().getSchema(), allocator);
    }
    writer = new ArrowFileWriter(root, null, Channels.newChannel(out));
    writer.start();
  }

  @Override
  public void write(Row row) throws IOException {
    held.add(row);
    if (held.size() == BATCH_ROWS) {
      writeBatch();
    }
  }

  @Override
  public void finish() throws IOException {
    if (!held.isEmpty()) {
      writeBatch();
    }
    writer.end();
  }

  @Override
  public void close() {
    writer.close();
    root.close();
    allocator.close();
  }

  private void writeBatch() throws IOException {
    try (ArrowStreamReader reader = read(held)) {
      reader.loadNextBatch();
      try (ArrowRecordBatch batch =
          new VectorUnloader(reader.getVectorSchemaRoot()).getRecordBatch()) {
        new VectorLoader(root).load(batch);
      }
    }
    writer.writeBatch();
    held.clear();
  }

  private ArrowStreamReader read(List<Row> rows) {
    return new ArrowStreamReader(
        new ByteArrayInputStream(ArrowRows.stream(schema, rows)), allocator);
  }
}
