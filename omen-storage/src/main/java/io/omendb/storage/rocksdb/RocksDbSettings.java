package io.omendb.storage.rocksdb;

import io.omendb.Durability;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.Statistics;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/**
 * RocksDB's options and the native objects that hold them, closed after the database.
 *
 * <p>What is stored is small and short-lived: log records that go as soon as they are in a segment,
 * the catalog and manifests. So memory is kept low (at most about 150 MB), opening is quick, and a
 * change of options needs no migration: none of them is written into files.
 */
final class RocksDbSettings implements AutoCloseable {
  private static final long MIB = 1 << 20;

  /* Bounds what an open after a crash must replay, too. So large that most log records are deleted,
   * for their rows are in a segment, before they would be written to a table: with 16 MiB 1.3
   * times as many bytes went to the disk in all (measured). */
  private static final long WRITE_BUFFER_BYTES = 64 * MIB;

  private static final int WRITE_BUFFERS_MAX = 2;
  private static final long BLOCK_CACHE_BYTES = 16 * MIB;
  private static final double BLOOM_BITS_PER_KEY = 10;
  private static final int OPEN_FILES_MAX = 256;
  private static final int BACKGROUND_JOBS = 2;

  private final LRUCache cache = new LRUCache(BLOCK_CACHE_BYTES);
  private final BloomFilter filter = new BloomFilter(BLOOM_BITS_PER_KEY);
  private final Options options = new Options();
  private final ReadOptions read = new ReadOptions();
  private final WriteOptions sync = new WriteOptions().setSync(true);
  private final WriteOptions async = new WriteOptions().setSync(false);

  /**
   * @param createIfMissing whether a directory without a database is a new one, not a damaged one
   * @param flushRecovered whether the open turns what it finds in the log into a table file
   * @param statistics counts what RocksDB does, at a price; not closed here
   */
  RocksDbSettings(
      boolean createIfMissing, boolean flushRecovered, @Nullable Statistics statistics) {
    options.setCreateIfMissing(createIfMissing);
    if (statistics != null) {
      options.setStatistics(statistics);
    }
    setIntegrity();
    setMemory();
    setQuickOpen(flushRecovered);
    setInfoLog();
  }

  private void setIntegrity() {
    options
        .setParanoidChecks(true)
        // A write-ahead log may end in the middle of a record that nobody was told of. Damage
        // anywhere else is an error: the mode that is RocksDB's default would quietly drop the
        // acknowledged commits behind it.
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        // After a failed write all further ones fail until the database is reopened: a second
        // fsync that succeeds says nothing about what the first one lost.
        .setMaxBgErrorResumeCount(0);
  }

  private void setMemory() {
    options
        .setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setMaxWriteBufferNumber(WRITE_BUFFERS_MAX)
        .setTargetFileSizeBase(WRITE_BUFFER_BYTES)
        .setMaxOpenFiles(OPEN_FILES_MAX)
        .setMaxBackgroundJobs(BACKGROUND_JOBS)
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setFilterPolicy(filter)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true));
  }

  private void setQuickOpen(boolean flushRecovered) {
    options
        .setSkipStatsUpdateOnDbOpen(true)
        .setAvoidFlushDuringRecovery(!flushRecovered)
        .setAvoidFlushDuringShutdown(true)
        .setManifestPreallocationSize(64 << 10)
        .setMaxManifestFileSize(4 * MIB);
  }

  private void setInfoLog() {
    options
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(MIB)
        .setKeepLogFileNum(2)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  Options options() {
    return options;
  }

  /** For reads of the present state. */
  ReadOptions read() {
    return read;
  }

  /** Both write the log; {@code SYNC} waits until it is on disk. */
  WriteOptions write(Durability durability) {
    return switch (durability) {
      case SYNC -> sync;
      case ASYNC -> async;
    };
  }

  @Override
  public void close() {
    async.close();
    sync.close();
    read.close();
    options.close();
    filter.close();
    cache.close();
  }
}
