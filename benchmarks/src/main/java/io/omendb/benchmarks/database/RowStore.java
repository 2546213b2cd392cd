package io.omendb.benchmarks.database;

import java.nio.file.Path;

/** Rows of an {@code int64} key and one binary value: what is measured. */
interface RowStore extends AutoCloseable {
  /** The prefix of the names of our own systems; the index engine follows. */
  String OMENDB = "omendb_";

  /** Length of the value under a key, copied to the heap; -1 where there is none. */
  int get(long key);

  /** Sum of the lengths of the values under keys. */
  int getAll(long[] keys);

  /** Sum of the lengths of the next values from a key on. */
  long scan(long from, int rows);

  /** Writes rows in one atomic step; {@code sync} waits for the disk. */
  void write(long[] keys, byte[][] values, boolean sync);

  /** Brings everything written into its final place. */
  void settle();

  @Override
  void close();

  /** A system over an empty directory. */
  static RowStore open(String system, Path directory) {
    return system.startsWith(OMENDB)
        ? new OmenRowStore(system.substring(OMENDB.length()), directory)
        : new RocksDbRowStore(directory);
  }
}
