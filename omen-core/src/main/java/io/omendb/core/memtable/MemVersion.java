package io.omendb.core.memtable;

import io.omendb.core.record.RecordReader;
import io.omendb.core.record.RowCodec;
import io.omendb.core.segment.RowVersion;
import org.jspecify.annotations.Nullable;

/** A version in a memtable, whose values are decoded anew at each call. Immutable. */
public final class MemVersion {
  private final Entry entry;
  private final ValueSlabs slabs;
  private final RowCodec codec;

  MemVersion(Entry entry, ValueSlabs slabs, RowCodec codec) {
    this.entry = entry;
    this.slabs = slabs;
    this.codec = codec;
  }

  /** The row's key. */
  public long key() {
    return entry.key();
  }

  /** The sequence number of the commit that wrote it. */
  public long seq() {
    return entry.seq();
  }

  /** Whether the commit deleted the row. */
  public boolean deleted() {
    return entry.values() == Entry.DELETION;
  }

  /** All values in schema order, arrays of the caller's own; none of a deletion. */
  public @Nullable Object[] values() {
    return deleted() ? RowVersion.NO_VALUES : codec.read(reader());
  }

  /** Some of the values of a version that is no deletion, by positions in the schema. */
  public @Nullable Object[] values(int[] ordinals) {
    return codec.read(reader(), ordinals);
  }

  /**
   * Reads the vector of a column of a version that is no deletion.
   *
   * @param into as long as the column's dimension
   * @return whether there is one; otherwise it is null
   */
  public boolean readVector(int column, float[] into) {
    return codec.readVector(reader(), column, into);
  }

  /** The version in the exchange form. */
  public RowVersion toRowVersion() {
    return new RowVersion(key(), seq(), deleted(), values());
  }

  private RecordReader reader() {
    return new RecordReader("memtable", slabs.at(entry.values()));
  }
}
