package io.omendb.core.segment;

import io.omendb.KeyRange;
import io.omendb.Schema;
import io.omendb.core.vectors.GraphFile;
import io.omendb.core.vectors.VectorCodes;
import io.omendb.spi.index.IndexStats;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.Prediction;
import io.omendb.spi.storage.StorageEngine;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * An open segment with its trained index: from a key to a row position to values. Immutable but for
 * counters, so safe for concurrent readers that hold a reference.
 *
 * <p>Counted references: whoever makes one owns the first; {@link #retain} and {@link #release}
 * pair up, and the last release unmaps the file.
 */
public final class Segment {
  private final SegmentReader reader;
  private final LearnedIndex index;
  private final boolean learned;
  private final AtomicInteger references = new AtomicInteger(1);
  private final @Nullable VectorNorms[] vectorNorms;
  private final VectorSidecars vectorSidecars;
  private final GraphSidecars graphSidecars;
  private final AtomicReferenceArray<@Nullable ZoneMap> zones;
  private volatile @Nullable KeyFilter keyFilter;

  private Segment(
      SegmentReader reader,
      LearnedIndex index,
      Schema schema,
      VectorSidecars vectorSidecars,
      GraphSidecars graphSidecars) {
    this.vectorSidecars = vectorSidecars;
    this.graphSidecars = graphSidecars;
    this.reader = reader;
    this.index = index;
    this.learned = index.stats().learned();
    this.vectorNorms = new @Nullable VectorNorms[schema.size()];
    this.zones = new AtomicReferenceArray<>(schema.size());
  }

  /**
   * Opens a segment and its index.
   *
   * @throws io.omendb.CorruptionException naming the file
   */
  public static Segment open(
      StorageEngine storage, SegmentInfo info, Schema schema, SegmentIndexes indexes) {
    SegmentReader reader = SegmentReader.open(storage, info, schema);
    try {
      return new Segment(
          reader,
          indexes.open(info.name(), reader.keys()),
          schema,
          new VectorSidecars(storage, info, schema),
          new GraphSidecars(storage, info, schema));
    } catch (RuntimeException | Error failure) {
      reader.close();
      throw failure;
    }
  }

  /** What the manifest records of it. */
  public SegmentInfo info() {
    return reader.info();
  }

  /** The rows. */
  public SegmentReader reader() {
    return reader;
  }

  /** Whether a key can be inside. */
  public boolean admits(long key) {
    return key >= info().minKey() && key <= info().maxKey();
  }

  /** Whether a key of the range can be inside. */
  public boolean admits(KeyRange keys) {
    return !keys.isEmpty() && keys.from() <= info().maxKey() && keys.last() >= info().minKey();
  }

  /** The filter over its keys, made from them at the first call: some nanoseconds a key. */
  KeyFilter keyFilter() {
    KeyFilter filter = keyFilter;
    if (filter == null) {
      filter = KeyFilter.of(reader.keys());
      keyFilter = filter;
    }
    return filter;
  }

  /** The index over its keys. */
  LearnedIndex index() {
    return index;
  }

  /** Whether the index has a model. */
  boolean learned() {
    return learned;
  }

  /** Where the index expects a key; not counted as a lookup. */
  public Prediction predict(long key) {
    return index.predict(key);
  }

  /** Whether there is a version of the key; not counted as a lookup. */
  public boolean contains(long key) {
    return admits(key) && index.search(key) != LearnedIndex.NOT_FOUND;
  }

  /** First row whose key is in the range. */
  public int firstRow(KeyRange keys) {
    return keys.isEmpty() ? 0 : index.lowerBound(keys.from());
  }

  /** One past the last row whose key is in the range. */
  public int endRow(KeyRange keys) {
    Long to = keys.to();
    if (keys.isEmpty()) {
      return 0;
    }
    return to == null ? reader.rows() : index.lowerBound(to);
  }

  /** A row as the exchange form. */
  public RowVersion version(int row, int[] allColumns) {
    boolean deleted = reader.deleted(row);
    return new RowVersion(
        reader.key(row),
        reader.seq(row),
        deleted,
        deleted ? RowVersion.NO_VALUES : reader.values(row, allColumns));
  }

  /** The vectors of a column: rows x dimension float32 elements. */
  public MemorySegment vectors(int column) {
    return reader.vectors(column);
  }

  /** The short forms of a column's vectors; null where the segment has none. */
  public @Nullable VectorCodes vectorCodes(int column) {
    return vectorSidecars.codes(column);
  }

  /** The graph over a column's vectors; null where the segment has none. */
  public @Nullable GraphFile vectorGraph(int column) {
    return graphSidecars.graph(column);
  }

  /** What is known of the lengths of a column's vectors; measured at the first call. */
  public VectorNorms vectorNorms(int column, VectorNorms.Measure measure) {
    VectorNorms known = vectorNorms[column];
    if (known == null) {
      known = measure.measure(reader.vectors(column), reader.rows());
      vectorNorms[column] = known;
    }
    return known;
  }

  /** What is known of the values of a column; nothing before the first who filters by it. */
  public ZoneMap zones(int column) {
    ZoneMap known = zones.get(column);
    if (known != null) {
      return known;
    }
    ZoneMap fresh = new ZoneMap(reader.rows());
    ZoneMap witness = zones.compareAndExchange(column, null, fresh);
    return witness == null ? fresh : witness;
  }

  /**
   * Writes the index beside a copy of the segment in another storage.
   *
   * @param engine the index engine of the database
   */
  public void copyIndex(String engine, StorageEngine target) {
    new Sidecar(engine, index.toBytes()).write(target, info().name());
  }

  /** Writes the codes of its vectors beside a copy of the segment in another storage. */
  public void copyVectorCodes(StorageEngine target) {
    vectorSidecars.copyTo(target);
  }

  /** Writes the graphs over its vectors beside a copy of the segment in another storage. */
  public void copyVectorGraphs(StorageEngine target) {
    graphSidecars.copyTo(target);
  }

  /** Bytes of the codes of its vectors. */
  public long vectorCodesBytes() {
    return vectorSidecars.sizeInBytes();
  }

  /** Figures of the index. */
  public IndexStats indexStats() {
    return index.stats();
  }

  /** Lookups that had to look outside the bounds that the model predicted; 0 without a model. */
  public long fallbacks() {
    return learned ? index.stats().fallbacks() : 0;
  }

  /** Takes a reference; the caller must hold one already. */
  public void retain() {
    int before = references.getAndIncrement();
    assert before > 0 : "retain of a released segment";
  }

  /** Gives a reference back. */
  public void release() {
    int left = references.decrementAndGet();
    assert left >= 0 : "released too often";
    if (left == 0) {
      vectorSidecars.close();
      graphSidecars.close();
      reader.close();
    }
  }
}
