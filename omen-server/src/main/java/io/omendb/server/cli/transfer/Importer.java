package io.omendb.server.cli.transfer;

import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.server.cli.console.ProgressBar;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Imports the rows of a file in batches, each committed whole. A row that cannot be imported ends
 * the import with an error that names its line; nothing of its batch is imported, the batches
 * before it stay.
 */
public final class Importer {
  private static final int BATCH_ROWS = 10_000;
  private static final long BATCH_BYTES = 16 << 20;

  private final Path file;
  private final Collection collection;
  private final ProgressBar progress;
  private WriteBatch batch = new WriteBatch();
  private long batchBytes;
  private long imported;

  private Importer(Path file, Collection collection, ProgressBar progress) {
    this.file = file;
    this.collection = collection;
    this.progress = progress;
  }

  /** Refuses a file whose name does not tell a format that can be imported. */
  public static void checkFormat(Path file) {
    FileFormat.of(file);
  }

  /**
   * Imports a file; returns how many rows.
   *
   * @param keyColumn the field that is the row's key
   */
  public static long run(Path file, Collection collection, String keyColumn, ProgressBar progress) {
    return new Importer(file, collection, progress).run(keyColumn);
  }

  private long run(String keyColumn) {
    Schema schema = collection.schema();
    InputFile input = InputFile.open(file);
    try (RowSource source = open(input, schema, keyColumn)) {
      for (Row row = next(source, schema); row != null; row = next(source, schema)) {
        batch.put(row);
        batchBytes += size(row);
        if (batch.size() == BATCH_ROWS || batchBytes >= BATCH_BYTES) {
          commit();
          progress.update(input.fraction(), imported);
        }
      }
      commit();
    }
    return imported;
  }

  private RowSource open(InputFile input, Schema schema, String keyColumn) {
    try {
      return switch (FileFormat.of(file)) {
        case CSV -> new CsvSource(input, schema, keyColumn);
        case JSON_LINES -> new JsonLinesSource(input, schema, keyColumn);
        case ARROW ->
            FileFormat.isCompressed(file)
                ? new ArrowSource(input, schema, keyColumn)
                : new ArrowSource(file, schema, keyColumn);
      };
    } catch (OmenException e) {
      throw new OmenException(
          e.code(), file + ": " + e.what(), e.field().orElse(null), e.remedy().orElse(null), e);
    }
  }

  private @Nullable Row next(RowSource source, Schema schema) {
    try {
      Row row = source.next();
      if (row != null) {
        schema.bind(row); // so that an error has a line
      }
      return row;
    } catch (OmenException e) {
      boolean unfit = e.code().category() == ErrorCode.Category.USER;
      throw new OmenException(
          unfit ? ErrorCode.INVALID_DATA : e.code(),
          file + ", " + source.place() + ": " + e.what(),
          e.field().orElse(null),
          "imported before it: " + imported + " rows; mend the file and import it again",
          e);
    }
  }

  private void commit() {
    if (batch.size() > 0) {
      collection.write(batch);
      imported += batch.size();
      batch = new WriteBatch();
      batchBytes = 0;
    }
  }

  /** About as many bytes as the row takes in a batch. */
  private static long size(Row row) {
    long bytes = Long.BYTES;
    for (int i = 0; i < row.size(); i++) {
      bytes +=
          switch (row.value(i)) {
            case String text -> 3L * text.length();
            case byte[] array -> array.length;
            case float[] vector -> (long) vector.length * Float.BYTES;
            case null, default -> Long.BYTES;
          };
    }
    return bytes;
  }
}
