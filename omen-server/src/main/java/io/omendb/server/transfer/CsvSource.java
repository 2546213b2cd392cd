package io.omendb.server.transfer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.omendb.Column;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.ScalarType;
import io.omendb.Schema;
import io.omendb.server.transfer.CsvRecords.CsvLine;
import io.omendb.server.values.ColumnValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a CSV file (RFC 4180, with a header). An empty field is null, but an empty text where the
 * column is text that cannot be null; {@code ""} is an empty text always.
 */
final class CsvSource implements RowSource {
  private final InputFile file;
  private final Schema schema;
  private final CsvReader<CsvLine> csv;
  private final Iterator<CsvLine> lines;

  /** The column of each field; null for one that is the key alone. */
  private final List<@Nullable Column> columns = new ArrayList<>();

  private int keyField = -1;
  private long lineNumber = 1;

  CsvSource(InputFile file, Schema schema, String keyColumn) {
    this.file = file;
    this.schema = schema;
    this.csv =
        CsvReader.builder()
            .extraFieldStrategy(
                FieldMismatchStrategy.IGNORE) // reported here, with a better message
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .detectBomHeader(false)
            .build(new CsvRecords(), file.text());
    this.lines = csv.iterator();
    CsvLine header = nextLine();
    if (header == null) {
      throw new OmenException(
          ErrorCode.INVALID_DATA, "The file is empty", "its first line must name the columns");
    }
    readHeader(header.fields(), keyColumn);
  }

  private void readHeader(List<@Nullable String> names, String keyColumn) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i) == null ? "" : names.get(i).strip();
      if (i == 0 && name.startsWith("\uFEFF")) { // a byte order mark
        name = name.substring(1);
      }
      if (!seen.add(name)) {
        throw new OmenException(
            ErrorCode.INVALID_DATA, "The header names the column '" + name + "' twice");
      }
      if (name.equals(keyColumn)) {
        keyField = i;
        columns.add(schema.find(name).orElse(null));
      } else {
        columns.add(ColumnValues.column(schema, name));
      }
    }
    if (keyField < 0) {
      throw OmenException.invalid(
          "key",
          "The header names no column '" + keyColumn + "'",
          "name the key's column: --key, or key_column of a request");
    }
  }

  @Override
  public @Nullable Row next() {
    CsvLine line = nextLine();
    if (line == null) {
      return null;
    }
    List<@Nullable String> fields = line.fields();
    if (fields.size() != columns.size()) {
      throw new OmenException(
          ErrorCode.INVALID_DATA, fields.size() + " fields, the header has " + columns.size());
    }
    Row row = Row.of(key(fields.get(keyField)));
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      if (column != null) {
        row = row.with(column.name(), value(column, fields.get(i)));
      }
    }
    return row;
  }

  private static @Nullable Object value(Column column, @Nullable String field) {
    if (field != null) {
      return ColumnValues.fromText(column, field);
    }
    return column.type() == ScalarType.UTF8 && !column.nullable() ? "" : null;
  }

  static long key(@Nullable String text) {
    try {
      return Long.parseLong(text == null ? "" : text.strip());
    } catch (NumberFormatException e) {
      throw new OmenException(
          ErrorCode.INVALID_DATA, "The key '" + (text == null ? "" : text) + "' is not an int64");
    }
  }

  private @Nullable CsvLine nextLine() {
    try {
      if (!lines.hasNext()) {
        return null;
      }
      CsvLine line = lines.next();
      lineNumber = line.number();
      return line;
    } catch (CsvParseException e) {
      lineNumber++;
      throw new OmenException(ErrorCode.INVALID_DATA, String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      lineNumber++;
      throw unreadable(Objects.requireNonNull(e.getCause()));
    }
  }

  static OmenException unreadable(IOException e) {
    return e instanceof MalformedInputException
        ? new OmenException(ErrorCode.INVALID_DATA, "The text is not UTF-8", e)
        : OmenException.io("Cannot read on", e);
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
      csv.close();
    } catch (IOException e) {
      throw OmenException.io("Cannot close the file", e);
    }
  }
}
