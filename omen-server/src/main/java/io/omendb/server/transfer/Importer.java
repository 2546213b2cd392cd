package io.omendb.server.transfer;

import io.omendb.Cancellation;
import io.omendb.Collection;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports the rows of a file in batches, each committed whole. A row that cannot be imported ends
 * the import with an error that names its line; nothing of its batch is imported, the batches
 * before it stay.
 */
public final class Importer {
  /** How rows get into the collection. */
  public enum Mode {
    /** In batches, each committed whole. */
    BATCHES,
    /** The same, from where an earlier import of the file was interrupted. */
    RESUME,
    /** All in one bulk load: all of them or none. */
    BULK
  }

  private static final int BATCH_ROWS = 10_000;
  private static final long BATCH_BYTES = 16 << 20;
  private static final int ROWS_BETWEEN_UPDATES = 1000;

  private final TransferFile file;
  private final Collection collection;
  private final Consumer<Transferred> progress;
  private WriteBatch batch = new WriteBatch();
  private long batchBytes;
  private long imported;
  private final Mode mode;
  private final @Nullable ImportPlace place;

  /** Rows of the file that an earlier import has committed. */
  private long committed;

  private Importer(
      TransferFile file, Collection collection, Mode mode, Consumer<Transferred> progress) {
    this.file = file;
    this.collection = collection;
    this.progress = progress;
    this.mode = mode;
    this.place = mode == Mode.RESUME ? ImportPlace.of(file.path(), collection.name()) : null;
  }

  /** Refuses a file whose name does not tell a format that can be imported. */
  public static void checkFormat(Path file) {
    FileFormat.of(file);
  }

  /**
   * Imports a file; returns how many rows. Ends soon where {@link Cancellation} says so: then the
   * batches before stay, and of a bulk load nothing.
   *
   * @param keyColumn the field that is the row's key
   * @param progress is told how far it is, every now and then and at the end
   */
  public static long run(
      TransferFile file,
      Collection collection,
      String keyColumn,
      Mode mode,
      Consumer<Transferred> progress) {
    return new Importer(file, collection, mode, progress).run(keyColumn);
  }

  private long run(String keyColumn) {
    Schema schema = collection.schema();
    try (InputFile input = InputFile.open(file);
        RowSource source = open(input, schema, keyColumn)) {
      Rows rows = new Rows(source, input, schema);
      rows.tell(0);
      if (mode == Mode.BULK) {
        collection.bulkLoad(rows);
        imported = rows.count;
        rows.tell(input.size());
        return imported;
      }
      skipCommitted(rows);
      while (rows.hasNext()) {
        Row row = rows.next();
        batch.put(row);
        batchBytes += size(row);
        if (batch.size() == BATCH_ROWS || batchBytes >= BATCH_BYTES) {
          commit();
          rows.tell(source.bytes());
        }
      }
      commit();
      rows.tell(input.size());
    }
    if (place != null) {
      place.remove();
    }
    return imported;
  }

  private void skipCommitted(Rows rows) {
    if (place != null) {
      committed = place.rows();
      while (rows.count < committed && rows.hasNext()) {
        rows.next();
      }
    }
  }

  /** The rows of the file; an error names its line. */
  private final class Rows implements Iterator<Row> {
    private final RowSource source;
    private final InputFile input;
    private final Schema schema;
    private @Nullable Row next;
    private boolean ahead;
    private long count;

    Rows(RowSource source, InputFile input, Schema schema) {
      this.source = source;
      this.input = input;
      this.schema = schema;
    }

    @Override
    public boolean hasNext() {
      // Not before it is asked for: an error must not keep the row before it from its batch.
      if (!ahead) {
        next = Importer.this.next(source, schema);
        ahead = true;
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      Row row = next;
      count++;
      if (count % ROWS_BETWEEN_UPDATES == 0) {
        Cancellation.check();
        tell(source.bytes());
      }
      ahead = false;
      return row;
    }

    /** Tells how far the import is, this many bytes into the file. */
    private void tell(long bytes) {
      progress.accept(new Transferred(imported, 0, bytes, input.size()));
    }
  }

  private RowSource open(InputFile input, Schema schema, String keyColumn) {
    try {
      return switch (FileFormat.of(file.path())) {
        case CSV -> new CsvSource(input, schema, keyColumn);
        case JSON_LINES -> new JsonLinesSource(input, schema, keyColumn);
        case ARROW ->
            FileFormat.isCompressed(file.path())
                ? new ArrowSource(input, schema, keyColumn)
                : new ArrowSource(file.path(), schema, keyColumn);
      };
    } catch (OmenException e) {
      throw new OmenException(
          e.code(),
          file.name() + ": " + e.what(),
          e.field().orElse(null),
          e.remedy().orElse(null),
          e);
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
          file.name() + ", " + source.place() + ": " + e.what(),
          e.field().orElse(null),
          mode == Mode.BULK
              ? "nothing is imported; mend the file and import it again"
              : "imported before it: " + imported + " rows; mend the file and import it again",
          e);
    }
  }

  private void commit() {
    if (batch.size() > 0) {
      if (place == null) {
        collection.write(batch);
      } else {
        collection.write(batch, Durability.SYNC);
        place.save(committed + imported + batch.size());
      }
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
