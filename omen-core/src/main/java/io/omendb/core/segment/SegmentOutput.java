package io.omendb.core.segment;

import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.spi.storage.StorageEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of sorted versions as segments of bounded size, each with what is derived from
 * it. A full segment is written by a thread of its own while the next is gathered, one at a time.
 * For one thread, which calls {@link #finish} or {@link #discard} in the end.
 *
 * <p>Memory: the segment being gathered and the one being written, each at most {@link #MAX_BYTES},
 * a row, and a quarter MiB per column, whatever the values; let go at the end.
 */
public final class SegmentOutput {
  /** Bytes at which a segment is full, whatever the number of its rows. */
  public static final long MAX_BYTES = 256L << 20;

  private final StorageEngine storage;
  private final Schema schema;
  private final SegmentIndexes indexes;
  private final @Nullable SegmentGraphs graphs;
  private final Supplier<String> names;
  private final long maxRows;
  private final long maxBytes;
  private final int[] allColumns;
  private final List<String> begun = new ArrayList<>();
  private final List<SegmentInfo> written = new ArrayList<>();
  private SegmentColumns gathered;
  private @Nullable BackgroundWrite writing;

  /** Segments without graphs. */
  public SegmentOutput(
      StorageEngine storage,
      Schema schema,
      SegmentIndexes indexes,
      Supplier<String> names,
      long maxRows) {
    this(storage, schema, indexes, null, names, maxRows);
  }

  /**
   * @param graphs builds the graphs of large segments; null for none
   * @param names gives every segment a name never used before
   * @param maxRows most rows of one segment
   */
  public SegmentOutput(
      StorageEngine storage,
      Schema schema,
      SegmentIndexes indexes,
      @Nullable SegmentGraphs graphs,
      Supplier<String> names,
      long maxRows) {
    this(storage, schema, indexes, graphs, names, maxRows, MAX_BYTES);
  }

  SegmentOutput(
      StorageEngine storage,
      Schema schema,
      SegmentIndexes indexes,
      @Nullable SegmentGraphs graphs,
      Supplier<String> names,
      long maxRows,
      long maxBytes) {
    this.storage = storage;
    this.schema = schema;
    this.indexes = indexes;
    this.graphs = graphs;
    this.names = names;
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
    this.allColumns = IntStream.range(0, schema.size()).toArray();
    this.gathered = new SegmentColumns(schema);
  }

  /**
   * Adds a version, of which a copy is taken; keys ascend strictly.
   *
   * @throws RuntimeException what went wrong, also with an earlier segment
   */
  public void add(RowVersion version) {
    gathered.add(version);
    writeWhereFull();
  }

  /**
   * Adds the versions {@code from <= row < to} of a segment, column by column: no value becomes an
   * object.
   */
  public void add(Segment segment, int from, int to) {
    for (int row = from; row < to; ) {
      int end = (int) Math.min(to, row + maxRows - gathered.rows());
      long room = maxBytes - gathered.sizeInBytes();
      while (end - row > 1 && segment.reader().bytes(allColumns, row, end) > room) {
        end = row + (end - row) / 2;
      }
      gathered.add(segment.reader(), row, end);
      row = end;
      writeWhereFull();
    }
  }

  private void writeWhereFull() {
    if (gathered.rows() >= maxRows || gathered.sizeInBytes() >= maxBytes) {
      SegmentColumns full = gathered;
      SegmentColumns free = awaitWriting();
      String name = nextName();
      writing = BackgroundWrite.start(full, () -> write(name, full));
      gathered = free == null ? new SegmentColumns(schema) : free;
    }
  }

  /** Writes what is left; returns the segments in key order, all durable. */
  public List<SegmentInfo> finish() {
    awaitWriting();
    if (gathered.rows() > 0) {
      written.add(write(nextName(), gathered));
      gathered = new SegmentColumns(schema);
    }
    return List.copyOf(written);
  }

  /** Removes what was written, after a failure. */
  public void discard() {
    try {
      awaitWriting();
    } catch (RuntimeException | Error ignored) {
      // It is a failure that brought us here.
    }
    gathered = new SegmentColumns(schema);
    for (String name : begun) {
      try {
        SegmentFiles.delete(storage, name);
      } catch (OmenException ignored) {
        // No manifest names them, so the next open removes them.
      }
    }
  }

  private String nextName() {
    String name = names.get();
    begun.add(name);
    return name;
  }

  /** Returns the columns that are free to be used again, none where nothing was being written. */
  private @Nullable SegmentColumns awaitWriting() {
    BackgroundWrite last = writing;
    if (last == null) {
      return null;
    }
    writing = null;
    written.add(last.await());
    last.columns().clear();
    return last.columns();
  }

  private SegmentInfo write(String name, SegmentColumns columns) {
    SegmentInfo info = SegmentWriter.write(storage, name, schema, columns);
    derive(info, columns);
    return info;
  }

  /** Writes what is kept beside a segment that has been written: here everything of that kind. */
  private void derive(SegmentInfo info, SegmentColumns columns) {
    indexes.create(info.name(), columns.keys());
    VectorSidecars.create(storage, info, schema);
    if (graphs != null) {
      graphs.create(info, schema);
    }
  }
}
