package io.omendb.server.transfer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.omendb.Column;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.server.values.ColumnText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RFC 4180 with a header: the form that {@link CsvSource} reads. */
final class CsvSink implements RowSink {
  private final CsvWriter csv;
  private final List<String> columns;

  CsvSink(Writer writer, Schema schema) {
    this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
    this.columns = schema.columns().stream().map(Column::name).toList();
    List<String> header = new ArrayList<>(List.of("key"));
    header.addAll(columns);
    csv.writeRecord(header);
  }

  @Override
  public void write(Row row) {
    List<@Nullable Object> values = new ArrayList<>(List.of(row.key()));
    columns.forEach(column -> values.add(row.get(column)));
    csv.writeRecord(ColumnText.fields(values));
  }

  @Override
  public void finish() throws IOException {
    csv.flush();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
