package io.omendb.benchmarks.peers;

import io.omendb.Durability;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.EnvOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SstFileWriter;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB as its users would set it up for point reads of data that fits memory. */
final class RocksDbPeer implements Peer {
  /** As long as the files that compactions write. */
  private static final long LOAD_FILE_BYTES = 64L << 20;

  /**
   * Not by the size of the data: it is divided into shards, and where one is about as large as a
   * file's index, that index is evicted and read again for each get.
   */
  private static final long CACHE_BYTES = 3L << 30;

  static {
    RocksDB.loadLibrary(); // before any of its objects is made
  }

  private final Path directory;
  private final LRUCache cache;
  private final BloomFilter filter = new BloomFilter(10);
  private final Options options;
  private final ReadOptions readOptions = new ReadOptions();
  private final WriteOptions writeOptions = new WriteOptions();
  private final RocksDB database;

  RocksDbPeer(PeerSetup setup) {
    directory = setup.directory();
    cache = new LRUCache(CACHE_BYTES);
    options =
        new Options()
            .setCreateIfMissing(true)
            .setCompressionType(CompressionType.NO_COMPRESSION)
            .setIncreaseParallelism(Runtime.getRuntime().availableProcessors())
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
                    .setFilterPolicy(filter));
    try {
      database = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      throw new PeerException("Cannot open RocksDB", e);
    }
  }

  /** Big-endian with the sign bit flipped, so that bytes sort as numbers do. */
  private static byte[] bytes(long key) {
    long flipped = key ^ Long.MIN_VALUE;
    byte[] bytes = new byte[Long.BYTES];
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      bytes[i] = (byte) flipped;
      flipped >>>= Byte.SIZE;
    }
    return bytes;
  }

  private static long key(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong() ^ Long.MIN_VALUE;
  }

  @Override
  public byte @Nullable [] get(long key) {
    try {
      return database.get(readOptions, bytes(key));
    } catch (RocksDBException e) {
      throw new PeerException("RocksDB cannot get", e);
    }
  }

  @Override
  public void getAll(long[] keys, RowConsumer consumer) {
    List<byte[]> asked = new ArrayList<>(keys.length);
    for (long key : keys) {
      asked.add(bytes(key));
    }
    try {
      List<byte[]> values = database.multiGetAsList(readOptions, asked);
      for (int i = 0; i < keys.length; i++) {
        byte[] value = values.get(i);
        if (value != null) {
          consumer.accept(keys[i], value);
        }
      }
    } catch (RocksDBException e) {
      throw new PeerException("RocksDB cannot get several", e);
    }
  }

  @Override
  public void scan(long from, long limit, RowConsumer consumer) {
    try (RocksIterator iterator = database.newIterator(readOptions)) {
      iterator.seek(bytes(from));
      for (long i = 0; i < limit && iterator.isValid(); i++) {
        consumer.accept(key(iterator.key()), iterator.value());
        iterator.next();
      }
      iterator.status();
    } catch (RocksDBException e) {
      throw new PeerException("RocksDB cannot scan", e);
    }
  }

  @Override
  public void prepareWrites(Durability durability) {
    writeOptions.setSync(durability == Durability.SYNC);
  }

  @Override
  public void put(long key, byte[] value) {
    try {
      database.put(writeOptions, bytes(key), value);
    } catch (RocksDBException e) {
      throw new PeerException("RocksDB cannot put", e);
    }
  }

  @Override
  public void write(long[] keys, byte[][] values) {
    try (WriteBatch batch = new WriteBatch()) {
      for (int i = 0; i < keys.length; i++) {
        batch.put(bytes(keys[i]), values[i]);
      }
      database.write(writeOptions, batch);
    } catch (RocksDBException e) {
      throw new PeerException("RocksDB cannot write a batch", e);
    }
  }

  @Override
  public void bulkLoad(SortedRows rows) {
    List<String> files = new ArrayList<>();
    try (EnvOptions envOptions = new EnvOptions();
        IngestExternalFileOptions ingest = new IngestExternalFileOptions().setMoveFiles(true)) {
      for (int next = 0; next < rows.size(); ) {
        String file = directory.resolve("load-" + files.size() + ".sst").toString();
        next = writeFile(rows, next, file, envOptions);
        files.add(file);
      }
      if (!files.isEmpty()) {
        database.ingestExternalFile(files, ingest);
      }
    } catch (RocksDBException e) {
      throw new PeerException("RocksDB cannot ingest", e);
    }
  }

  /** Returns the first row that is not in the file. */
  private int writeFile(SortedRows rows, int from, String file, EnvOptions envOptions)
      throws RocksDBException {
    try (SstFileWriter writer = new SstFileWriter(envOptions, options)) {
      writer.open(file);
      long bytes = 0;
      int row = from;
      for (; row < rows.size() && bytes < LOAD_FILE_BYTES; row++) {
        byte[] value = rows.value(row);
        writer.put(bytes(rows.key(row)), value);
        bytes += Long.BYTES + value.length;
      }
      writer.finish();
      return row;
    }
  }

  @Override
  public void flush() {
    try (FlushOptions flushOptions = new FlushOptions().setWaitForFlush(true)) {
      database.flush(flushOptions);
    } catch (RocksDBException e) {
      throw new PeerException("RocksDB cannot flush", e);
    }
  }

  @Override
  public void close() {
    database.close();
    readOptions.close();
    writeOptions.close();
    options.close();
    filter.close();
    cache.close();
  }
}
