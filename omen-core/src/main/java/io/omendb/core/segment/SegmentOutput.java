package io.omendb.core.segment;

import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.spi.storage.StorageEngine;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of sorted versions as segments of bounded size, each with its trained index. For
 * one thread.
 */
public final class SegmentOutput {
  /** Most bytes of values in one segment, about; bounds the heap that writing one takes. */
  public static final long MAX_BYTES = 256L << 20;

  private static final int VALUE_BYTES = 16;

  private final StorageEngine storage;
  private final Schema schema;
  private final SegmentIndexes indexes;
  private final @Nullable SegmentGraphs graphs;
  private final Supplier<String> names;
  private final long maxRows;
  private final List<SegmentInfo> written = new ArrayList<>();
  private List<RowVersion> pending = new ArrayList<>();
  private long pendingBytes;

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
    this.storage = storage;
    this.schema = schema;
    this.indexes = indexes;
    this.graphs = graphs;
    this.names = names;
    this.maxRows = maxRows;
  }

  /** Adds a version; keys ascend strictly. */
  public void add(RowVersion version) {
    pending.add(version);
    pendingBytes += valueBytes(version);
    if (pending.size() >= maxRows || pendingBytes >= MAX_BYTES) {
      writePending();
    }
  }

  /** Writes what is left; returns the segments in key order, all durable. */
  public List<SegmentInfo> finish() {
    if (!pending.isEmpty()) {
      writePending();
    }
    return List.copyOf(written);
  }

  /** Removes what was written, after a failure. */
  public void discard() {
    for (SegmentInfo info : written) {
      try {
        SegmentFiles.delete(storage, info.name());
      } catch (OmenException ignored) {
        // No manifest names them, so the next open removes them.
      }
    }
  }

  private void writePending() {
    SegmentInfo info = SegmentWriter.write(storage, names.get(), schema, pending);
    written.add(info);
    long[] keys = pending.stream().mapToLong(RowVersion::key).toArray();
    indexes.create(info.name(), MemorySegment.ofArray(keys));
    VectorSidecars.create(storage, info, schema);
    pending = new ArrayList<>(); // Before a graph is built, which takes memory of its own.
    pendingBytes = 0;
    if (graphs != null) {
      graphs.create(info, schema);
    }
  }

  /** Bytes that the values of a version take in a segment, about. */
  public static long valueBytes(RowVersion version) {
    long bytes = 0;
    for (Object value : version.values()) {
      bytes += sizeOf(value);
    }
    return bytes;
  }

  private static long sizeOf(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case float[] vector -> (long) vector.length * Float.BYTES;
      case byte[] bytes -> bytes.length;
      case String text -> text.length();
      default -> VALUE_BYTES;
    };
  }
}
