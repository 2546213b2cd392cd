package io.omendb.benchmarks.database;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import java.nio.file.Path;

/** A collection with one binary column. */
final class OmenRowStore implements RowStore {
  private static final String VALUE = "value";

  private final Database database;
  private final Collection rows;

  OmenRowStore(String indexEngine, Path directory) {
    database =
        Database.open(
            "file:" + directory, DatabaseOptions.defaults().with("index.engine", indexEngine));
    rows = database.createCollection("rows", Schema.parse("value binary"));
  }

  @Override
  public int get(long key) {
    return rows.get(key).map(row -> row.getBytes(VALUE).length).orElse(-1);
  }

  @Override
  public int getAll(long[] keys) {
    int length = 0;
    for (Row row : rows.getAll(keys)) {
      length += row.getBytes(VALUE).length;
    }
    return length;
  }

  @Override
  public long scan(long from, int limit) {
    long length = 0;
    try (RowCursor cursor = rows.scan().from(from).limit(limit).open()) {
      while (cursor.hasNext()) {
        length += cursor.next().getBytes(VALUE).length;
      }
    }
    return length;
  }

  @Override
  public void write(long[] keys, byte[][] values, boolean sync) {
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < keys.length; i++) {
      batch.put(Row.of(keys[i]).with(VALUE, values[i]));
    }
    rows.write(batch, sync ? Durability.SYNC : Durability.ASYNC);
  }

  @Override
  public void settle() {
    rows.merge();
  }

  @Override
  public void close() {
    database.close();
  }
}
