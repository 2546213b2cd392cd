package io.omendb.core.segment;

import io.omendb.Column;
import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.VectorType;
import io.omendb.core.vectors.VectorCodes;
import io.omendb.core.vectors.VectorCodesWriter;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.StorageEngine;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The short forms of a segment's vectors, one file per vector column beside it: written with the
 * segment, opened at the first search that wants them. Without them a search reads the vectors
 * themselves. Safe for concurrent use until it is closed.
 */
public final class VectorSidecars implements AutoCloseable {
  private static final String SUFFIX = ".codes";
  private static final System.Logger LOG = System.getLogger(VectorSidecars.class.getName());

  private final StorageEngine storage;
  private final SegmentInfo info;
  private final Schema schema;
  private final Slot[] slots;
  private volatile long knownSize = -1;
  private boolean closed;

  VectorSidecars(StorageEngine storage, SegmentInfo info, Schema schema) {
    this.storage = storage;
    this.info = info;
    this.schema = schema;
    this.slots = new Slot[schema.size()];
  }

  /** What was found when a column was asked for first. */
  private record Slot(@Nullable VectorCodes codes) {}

  /** Blob name of the codes of a column. */
  public static String name(String segment, String column) {
    return segment + "." + column + SUFFIX;
  }

  /** Whether a blob beside a segment is named like codes. */
  public static boolean isCodes(String blob) {
    return blob.endsWith(SUFFIX);
  }

  /** Blob names of the codes that a segment has, or would have if its vectors allowed it. */
  public static List<String> names(SegmentInfo info, Schema schema) {
    return schema.columns().stream()
        .filter(column -> pays(info, column))
        .map(column -> name(info.name(), column.name()))
        .toList();
  }

  /**
   * Writes the codes of all columns of a new segment that get any.
   *
   * @throws OmenException whatever the storage engine throws
   */
  public static void create(StorageEngine storage, SegmentInfo info, Schema schema) {
    if (schema.columns().stream().noneMatch(column -> pays(info, column))) {
      return;
    }
    try (SegmentReader reader = SegmentReader.openUnverified(storage, info, schema)) {
      for (Column column : schema.columns()) {
        if (pays(info, column)) {
          write(storage, info, column, schema.ordinal(column.name()), reader);
        }
      }
    }
  }

  /**
   * Writes codes again in the place of what is there, or removes it where there should be none.
   *
   * @param blob one of {@link #names}
   * @throws CorruptionException naming the segment where its vectors cannot be read
   */
  public static void rewrite(StorageEngine storage, SegmentInfo info, Schema schema, String blob) {
    try (SegmentReader reader = SegmentReader.open(storage, info, schema)) {
      for (Column column : schema.columns()) {
        if (name(info.name(), column.name()).equals(blob)) {
          storage.deleteBlob(blob);
          write(storage, info, column, schema.ordinal(column.name()), reader);
        }
      }
    }
  }

  /**
   * Copies the codes to another storage where the segment is already. Those that are missing here,
   * or have rotted since they were opened, are written again there.
   */
  void copyTo(StorageEngine target) {
    try (VectorSidecars copied = new VectorSidecars(target, info, schema)) {
      for (int ordinal = 0; ordinal < schema.size(); ordinal++) {
        Column column = schema.columns().get(ordinal);
        VectorCodes codes = codes(ordinal);
        if (codes != null) {
          codes.copyTo(target);
        }
        if (pays(info, column) && copied.codes(ordinal) == null) {
          rewrite(target, info, schema, name(info.name(), column.name()));
        }
      }
    }
  }

  static boolean pays(SegmentInfo info, Column column) {
    return column.type() instanceof VectorType vector
        && VectorCodesWriter.pays(info.rows(), vector.dimension());
  }

  private static void write(
      StorageEngine storage, SegmentInfo info, Column column, int ordinal, SegmentReader reader) {
    VectorCodesWriter.write(
        storage,
        name(info.name(), column.name()),
        reader.vectors(ordinal),
        info.rows(),
        ((VectorType) column.type()).dimension(),
        present(reader, ordinal));
  }

  /** Which rows have a vector. */
  static IntPredicate present(SegmentReader reader, int ordinal) {
    return row -> !reader.deleted(row) && !reader.isNull(row, ordinal);
  }

  /** Bytes of the codes of all columns. */
  long sizeInBytes() {
    long size = knownSize;
    if (size < 0) {
      size = 0;
      for (String name : names(info, schema)) {
        size += storage.listBlobs(name).stream().mapToLong(BlobInfo::sizeInBytes).sum();
      }
      knownSize = size;
    }
    return size;
  }

  /** The codes of a column; null where there are none, or none that can be trusted. */
  @Nullable VectorCodes codes(int column) {
    Slot slot = slots[column];
    return slot == null ? open(column) : slot.codes();
  }

  private synchronized @Nullable VectorCodes open(int column) {
    Slot slot = slots[column];
    if (slot == null && !closed) {
      slot = new Slot(read(column));
      slots[column] = slot;
    }
    return slot == null ? null : slot.codes();
  }

  private @Nullable VectorCodes read(int ordinal) {
    Column column = schema.columns().get(ordinal);
    if (!pays(info, column)) {
      return null;
    }
    int dimension = ((VectorType) column.type()).dimension();
    try {
      return VectorCodes.openVerified(
          storage, name(info.name(), column.name()), info.rows(), dimension);
    } catch (OmenException e) {
      if (e.code() != ErrorCode.CORRUPTION && e.code() != ErrorCode.UNSUPPORTED_FORMAT) {
        throw e;
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "Searches of {0} read the vectors themselves: {1} (omen repair writes the codes again)",
          info.name(),
          e.what());
      return null;
    }
  }

  /** Nobody searches any more. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    for (int i = 0; i < slots.length; i++) {
      VectorCodes codes = slots[i] == null ? null : slots[i].codes();
      if (codes != null) {
        slots[i] = new Slot(null);
        codes.close();
      }
    }
  }
}
