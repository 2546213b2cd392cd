package io.omendb.server.transfer;

import io.omendb.ArrowBatch;
import io.omendb.ArrowCursor;
import io.omendb.Cancellation;
import io.omendb.OmenException;
import io.omendb.RowCursor;
import io.omendb.RowReader;
import io.omendb.ScanSpec;
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
import java.util.function.LongConsumer;
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
   * @param spec which rows, all columns
   * @param progress is told how far it is, every now and then and at the end
   */
  public static long run(
      RowReader reader, ScanSpec spec, TransferFile file, Consumer<Transferred> progress) {
    Path target = file.path().toAbsolutePath();
    try {
      Path unfinished = Files.createTempFile(target.getParent(), ".omen-export", null);
      try {
        long count = write(reader, spec, target, unfinished, progress);
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
      RowReader reader, ScanSpec spec, Path file, Path unfinished, Consumer<Transferred> progress)
      throws IOException {
    long count;
    long total = reader.count(spec.keys(), spec.where());
    progress.accept(new Transferred(0, total, 0, 0));
    try (CountingOutput counted = new CountingOutput(Files.newOutputStream(unfinished));
        OutputStream raw = new BufferedOutputStream(counted, BUFFER_BYTES);
        OutputStream out = FileFormat.isCompressed(file) ? new GZIPOutputStream(raw) : raw) {
      LongConsumer soFar =
          rows -> progress.accept(new Transferred(rows, total, counted.count(), 0));
      count =
          switch (FileFormat.of(file)) {
            case CSV -> writeRows(reader, spec, csv(out, reader.schema()), soFar);
            case JSON_LINES -> writeRows(reader, spec, new JsonLinesSink(text(out)), soFar);
            case ARROW -> writeBatches(reader, spec, out, soFar);
          };
    }
    progress.accept(new Transferred(count, count, Files.size(unfinished), 0));
    return count;
  }

  private static RowSink csv(OutputStream out, Schema schema) throws IOException {
    return new CsvSink(text(out), schema);
  }

  private static OutputStreamWriter text(OutputStream out) {
    return new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }

  private static long writeRows(RowReader reader, ScanSpec spec, RowSink opened, LongConsumer soFar)
      throws IOException {
    long count = 0;
    try (RowSink sink = opened;
        RowCursor rows = reader.scan(spec)) {
      while (rows.hasNext()) {
        sink.write(rows.next());
        count++;
        if (count % ROWS_BETWEEN_UPDATES == 0) {
          Cancellation.check();
          soFar.accept(count);
        }
      }
      sink.finish();
    }
    return count;
  }

  private static long writeBatches(
      RowReader reader, ScanSpec spec, OutputStream out, LongConsumer soFar) throws IOException {
    long count = 0;
    ArrowSink sink = new ArrowSink(out, reader.schema());
    try (ArrowCursor batches = reader.scanArrow(spec)) {
      for (ArrowBatch batch = batches.next(); batch != null; batch = batches.next()) {
        sink.write(batch);
        count += batch.rows();
        Cancellation.check();
        soFar.accept(count);
      }
    }
    sink.finish();
    return count;
  }
}
