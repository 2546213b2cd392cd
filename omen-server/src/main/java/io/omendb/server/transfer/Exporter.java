package io.omendb.server.transfer;

import io.omendb.Cancellation;
import io.omendb.OmenException;
import io.omendb.RowCursor;
import io.omendb.Schema;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Exports rows to a file, which appears under its name only once it is whole. */
public final class Exporter {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int ROWS_BETWEEN_UPDATES = 1000;

  private Exporter() {}

  /** Refuses a file whose name does not tell a format that can be exported. */
  public static void checkFormat(Path file) {
    FileFormat.of(file);
  }

  /**
   * Exports rows; returns how many. Ends soon where {@link Cancellation} says so, and leaves what
   * was under the file's name as it was.
   *
   * @param schema the columns of the rows
   * @param total how many rows to expect
   * @param progress is told how far it is, every now and then and at the end
   */
  public static long run(
      RowCursor rows,
      Schema schema,
      TransferFile file,
      long total,
      Consumer<Transferred> progress) {
    Path target = file.path().toAbsolutePath();
    try {
      Path unfinished = Files.createTempFile(target.getParent(), ".omen-export", null);
      try {
        long count = write(rows, schema, target, unfinished, total, progress);
        Files.move(
            unfinished,
            target,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        return count;
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw OmenException.io("Cannot write " + file.name(), e);
    } catch (UncheckedIOException e) {
      throw OmenException.io("Cannot write " + file.name(), Objects.requireNonNull(e.getCause()));
    }
  }

  private static long write(
      RowCursor rows,
      Schema schema,
      Path file,
      Path unfinished,
      long total,
      Consumer<Transferred> progress)
      throws IOException {
    long count = 0;
    progress.accept(new Transferred(0, total, 0, 0));
    try (CountingOutput counted = new CountingOutput(Files.newOutputStream(unfinished));
        OutputStream raw = new BufferedOutputStream(counted, BUFFER_BYTES);
        OutputStream out = FileFormat.isCompressed(file) ? new GZIPOutputStream(raw) : raw;
        RowSink sink = open(FileFormat.of(file), out, schema)) {
      while (rows.hasNext()) {
        sink.write(rows.next());
        count++;
        if (count % ROWS_BETWEEN_UPDATES == 0) {
          Cancellation.check();
          progress.accept(new Transferred(count, total, counted.count(), 0));
        }
      }
      sink.finish();
    }
    progress.accept(new Transferred(count, count, Files.size(unfinished), 0));
    return count;
  }

  private static RowSink open(FileFormat format, OutputStream out, Schema schema)
      throws IOException {
    return switch (format) {
      case CSV -> new CsvSink(new OutputStreamWriter(out, StandardCharsets.UTF_8), schema);
      case JSON_LINES -> new JsonLinesSink(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      case ARROW -> new ArrowSink(out, schema);
    };
  }
}
