package io.omendb.core;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A process that commits until the disk fails, and prints of each acknowledged commit S or A for
 * its durability, its seq, and the moment on the system's clock that all processes share.
 */
final class PowerCutWriter {
  static final DatabaseOptions OPTIONS =
      DatabaseOptions.defaults()
          .with(DatabaseOptions.Key.STORAGE_ENGINE, "rocksdb")
          .with(DatabaseOptions.Key.INDEX_ENGINE, "linear")
          .with(DatabaseOptions.Key.MEMTABLE_BYTES, "65536")
          .with(DatabaseOptions.Key.MERGE_SEGMENTS, "3");

  private static final int KEYS = 500;

  private PowerCutWriter() {}

  /** The rows of a commit. */
  static List<Row> rows(long commit) {
    return LongStream.range(0, 5)
        .mapToObj(i -> Row.of((commit * 37 + i * 101) % KEYS).with("commit", commit))
        .toList();
  }

  public static void main(String[] arguments) {
    Database database = Database.open("file:" + arguments[0], OPTIONS);
    Collection rows =
        database.listCollections().isEmpty()
            ? database.createCollection("rows", Schema.parse("commit int64"))
            : database.collection("rows");
    while (true) {
      long commit = rows.stats().seq() + 1;
      Durability durability = commit % 5 == 0 ? Durability.SYNC : Durability.ASYNC;
      WriteBatch batch = new WriteBatch();
      rows(commit).forEach(batch::put);
      long seq = rows.write(batch, durability);
      String kind = durability == Durability.SYNC ? "S " : "A ";
      System.out.println(kind + seq + " " + System.nanoTime() + ".");
    }
  }
}
