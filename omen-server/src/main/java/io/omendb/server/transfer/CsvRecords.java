package io.omendb.server.transfer;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds the records of a CSV file; unlike the library's own, an empty field that is quoted is an
 * empty text and one that is not is null.
 */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<CsvRecords.CsvLine> {
  /** The fields of a record and the line it begins on. */
  record CsvLine(long number, List<@Nullable String> fields) {}

  private List<@Nullable String> fields = new ArrayList<>();

  @Override
  protected void handleBegin(long startingLineNumber) {
    fields = new ArrayList<>();
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    fields.add(length == 0 && !quoted ? null : new String(buffer, offset, length));
  }

  @Override
  protected CsvLine buildRecord() {
    return new CsvLine(getStartingLineNumber(), fields);
  }
}
