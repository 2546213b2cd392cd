package io.omendb.server.transfer;

import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.server.values.ColumnValues;
import io.omendb.server.values.JsonReader;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a file that has a JSON object a line; empty lines are passed over. */
final class JsonLinesSource implements RowSource {
  /** More than a row that can be written has. */
  private static final int MAX_LINE_CHARS = Limits.MAX_BATCH_BYTES;

  private final InputFile file;
  private final LineReader lines;
  private final Schema schema;
  private final String keyColumn;
  private long lineNumber;

  JsonLinesSource(InputFile file, Schema schema, String keyColumn) {
    this.file = file;
    this.lines = new LineReader(file.text(), MAX_LINE_CHARS);
    this.schema = schema;
    this.keyColumn = keyColumn;
  }

  @Override
  public @Nullable Row next() {
    String line = nextLine();
    if (line == null) {
      return null;
    }
    Map<String, @Nullable Object> fields = JsonReader.readObject("line", line);
    Object key = fields.get(keyColumn);
    if (key == null) {
      throw new OmenException(
          ErrorCode.INVALID_DATA,
          "The object has no field '" + keyColumn + "'",
          "name the key's field: --key, or key_column of a request");
    }
    if (schema.find(keyColumn).isEmpty()) {
      fields.remove(keyColumn);
    }
    return ColumnValues.row(schema, (long) ScalarType.INT64.canonical(keyColumn, key), fields);
  }

  private @Nullable String nextLine() {
    try {
      String line;
      do {
        lineNumber++;
        line = lines.next();
      } while (line != null && line.isBlank());
      return line;
    } catch (IOException e) {
      throw CsvSource.unreadable(e);
    }
  }

  @Override
  public String place() {
    return "line " + lineNumber;
  }

  @Override
  public long bytes() {
    return file.bytesRead();
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw OmenException.io("Cannot close the file", e);
    }
  }
}
