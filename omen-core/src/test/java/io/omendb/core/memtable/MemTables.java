package io.omendb.core.memtable;

import io.omendb.Schema;
import io.omendb.core.record.RecordWriter;
import io.omendb.core.record.RowCodec;
import io.omendb.core.segment.RowVersion;

/** Memtables of versions in the exchange form, for tests. */
public final class MemTables {
  private MemTables() {}

  /** A memtable of rows of a schema. */
  public static MemTable of(Schema schema) {
    return new MemTable(new RowCodec(schema));
  }

  /** Adds a version of a row of a schema, as a commit would. */
  public static void add(MemTable table, Schema schema, RowVersion version) {
    if (version.deleted()) {
      table.delete(version.key(), version.seq());
      return;
    }
    RecordWriter out = new RecordWriter().putInt(0);
    new RowCodec(schema).write(out, version.values());
    table.put(
        version.key(), version.seq(), out.toBytes(), Integer.BYTES, out.size() - Integer.BYTES);
  }
}
