package io.omendb.server.cli.console;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.omendb.server.values.ColumnText;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as RFC 4180 with a header. A null is an empty field, an empty text is {@code ""}. */
final class CsvPrinter implements RowPrinter {
  private final Console console;

  CsvPrinter(Console console, List<String> columns) {
    this.console = console;
    print(columns);
  }

  @Override
  public void print(List<? extends @Nullable Object> values) {
    StringWriter line = new StringWriter();
    CsvWriter writer =
        CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(line);
    writer.writeRecord(ColumnText.fields(values));
    console.print(line.getBuffer());
  }

  @Override
  public void end() {
    // Every row is a line of its own: nothing is open.
  }
}
