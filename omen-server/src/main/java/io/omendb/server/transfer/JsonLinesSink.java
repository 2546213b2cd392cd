package io.omendb.server.transfer;

import io.omendb.Row;
import io.omendb.server.values.JsonWriter;
import java.io.IOException;
import java.io.Writer;

/** A JSON object a line: the form that {@link JsonLinesSource} reads. */
final class JsonLinesSink implements RowSink {
  private final Writer writer;

  JsonLinesSink(Writer writer) {
    this.writer = writer;
  }

  @Override
  public void write(Row row) throws IOException {
    writer.append(JsonWriter.write(row)).append('\n');
  }

  @Override
  public void finish() throws IOException {
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
