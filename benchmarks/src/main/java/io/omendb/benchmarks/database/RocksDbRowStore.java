package io.omendb.benchmarks.database;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * RocksDB as its users would set it up for point reads of data that fits memory: 3 GB of block
 * cache, a filter of 10 bits a key, no compression, everything compacted before reads.
 */
final class RocksDbRowStore implements RowStore {
  private static final long CACHE_BYTES = 3L << 30;

  static {
    RocksDB.loadLibrary(); // before any of its objects is made
  }

  private final LRUCache cache = new LRUCache(CACHE_BYTES);
  private final BloomFilter filter = new BloomFilter(10);
  private final Options options;
  private final RocksDB database;

  RocksDbRowStore(Path directory) {
    options =
        new Options()
            .setCreateIfMissing(true)
            .setCompressionType(CompressionType.NO_COMPRESSION)
            .setTableFormatConfig(
                new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(filter));
    try {
      database = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Big-endian with the sign bit flipped, so that bytes sort as numbers do. */
  private static byte[] bytes(long key) {
    return ByteBuffer.allocate(Long.BYTES).putLong(key ^ Long.MIN_VALUE).array();
  }

  @Override
  public int get(long key) {
    try {
      byte[] value = database.get(bytes(key));
      return value == null ? -1 : value.length;
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int getAll(long[] keys) {
    List<byte[]> asked = new ArrayList<>(keys.length);
    for (long key : keys) {
      asked.add(bytes(key));
    }
    try {
      int length = 0;
      for (byte[] value : database.multiGetAsList(asked)) {
        length += value == null ? 0 : value.length;
      }
      return length;
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long scan(long from, int rows) {
    long length = 0;
    try (RocksIterator iterator = database.newIterator()) {
      iterator.seek(bytes(from));
      for (int i = 0; i < rows && iterator.isValid(); i++) {
        length += iterator.value().length;
        iterator.next();
      }
    }
    return length;
  }

  @Override
  public void write(long[] keys, byte[][] values, boolean sync) {
    try (WriteBatch batch = new WriteBatch();
        WriteOptions writeOptions = new WriteOptions().setSync(sync)) {
      for (int i = 0; i < keys.length; i++) {
        batch.put(bytes(keys[i]), values[i]);
      }
      database.write(writeOptions, batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void settle() {
    try {
      database.compactRange();
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    database.close();
    options.close();
    filter.close();
    cache.close();
  }
}
