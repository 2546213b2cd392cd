package io.omendb.benchmarks.keys;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** One column of a CSV file (RFC 4180) whose first line names the columns. */
final class CsvKeys {
  private CsvKeys() {}

  static long[] read(Path file, String column) {
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .detectBomHeader(true)
            .ofCsvRecord(file)) {
      return keys(file, column, csv.iterator());
    } catch (CsvParseException e) {
      throw new OmenException(ErrorCode.INVALID_DATA, file + ": " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw OmenException.io("Cannot read " + file, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + file, e);
    }
  }

  private static long[] keys(Path file, String column, Iterator<CsvRecord> lines) {
    if (!lines.hasNext()) {
      throw KeyFile.invalid(file, "header", "is not there: the file is empty", null);
    }
    List<String> header = lines.next().getFields().stream().map(String::strip).toList();
    int field = header.indexOf(column);
    if (field < 0) {
      throw KeyFile.invalid(
          file,
          "header",
          "names no column '" + column + "'; it has " + String.join(", ", header),
          "name the keys' with --key");
    }
    LongArrayList keys = new LongArrayList();
    while (lines.hasNext()) {
      CsvRecord line = lines.next();
      KeyFile.requireAddressable(file, "count", keys.size() + 1L);
      keys.add(key(file, column, line, field));
    }
    return keys.toLongArray();
  }

  private static long key(Path file, String column, CsvRecord line, int field) {
    String text = field < line.getFieldCount() ? line.getField(field).strip() : "";
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw KeyFile.invalid(
          file,
          "line " + line.getStartingLineNumber() + ", column '" + column + "'",
          "holds '" + text + "', which is no int64 (-2^63 to 2^63 - 1)",
          null);
    }
  }
}
