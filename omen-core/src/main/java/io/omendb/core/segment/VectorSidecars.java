package io.omendb.core.segment;

import io.omendb.Column;
import io.omendb.CorruptionException;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.VectorType;
import io.omendb.core.vectors.VectorCodes;
import io.omendb.core.vectors.VectorCodesWriter;
import io.omendb.spi.storage.StorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * The short forms of a segment's vectors, one file per vector column beside it: written with the
 * segment, opened at the first search that wants them. Without them a search reads the vectors
 * themselves. Safe for concurrent use until it is closed.
 */
public final class VectorSidecars implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(VectorSidecars.class.getName());

  private final StorageEngine storage;
  private final SegmentInfo info;
  private final Schema schema;
  private final Slot[] slots;
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
    return segment + "." + column + ".codes";
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

  private static boolean pays(SegmentInfo info, Column column) {
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
        row -> !reader.deleted(row) && !reader.isNull(row, ordinal));
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
      VectorCodes codes =
          VectorCodes.open(storage, name(info.name(), column.name()), info.rows(), dimension);
      if (codes != null) {
        codes.verify();
      }
      return codes;
    } catch (CorruptionException e) {
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
