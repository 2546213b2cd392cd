package io.omendb.benchmarks.peers;

import io.omendb.OmenException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** The embedded stores and maps that are measured, and how each is set up. */
public enum PeerSystem {
  /** This database. */
  OMENDB(
      "`Database.open(\"file:...\")` with its defaults; a collection with one column, `value binary`",
      "`bulkLoad`",
      "`Durability.ASYNC`: the log follows within 100 ms, written and fsynced by a thread of its own;"
          + " until then a row is in the memory of the process"),
  /** RocksDB through its own Java API. */
  ROCKSDB(
      "rocksdbjni; a block cache of 3 GiB; a Bloom filter of 10 bits a"
          + " key, a hash index in each block, no compression, a background thread per core",
      "sorted files written by `SstFileWriter`, then ingested",
      "`WriteOptions.setSync(false)`: the row is in the operating system's memory and survives the"
          + " process, not a power loss"),
  /** LMDB through lmdbjava. */
  LMDB(
      "lmdbjava with its default `ByteBuffer` proxy; `MDB_INTEGERKEY`, `MDB_NOTLS`, one read"
          + " transaction that is reset and renewed",
      "`MDB_APPEND` in transactions of 10,000 rows, then `sync`",
      "`MDB_NOSYNC`: a transaction a write, in the operating system's memory; a power loss may also"
          + " leave the file unusable"),
  /** SQLite through sqlite-jdbc. */
  SQLITE(
      "sqlite-jdbc; `key integer primary key, value blob`, so that the key is the row id; WAL"
          + " with a checkpoint every 64 MiB, prepared statements, page cache and `mmap_size` as"
          + " large as the data, at most 3 GiB; a connection that reads and one that writes",
      "one transaction in key order without a journal, then WAL",
      "`synchronous=NORMAL`: a transaction a write, in the operating system's memory"),
  /** The storage engine of H2. */
  MVSTORE(
      "h2-mvstore; `MVMap<Long, byte[]>` with its own data types, cache as large as the data, at most"
          + " 3 GiB; a value is cloned when it is read, for the map hands out its own",
      "`MVMap.append` in key order, a commit every 10,000 rows, then `sync`",
      "a `put` is in the memory of the process until the background commit, once a second; a batch"
          + " commits to the file without a sync"),
  /** MapDB, a tree in a file. */
  MAPDB(
      "mapdb; `BTreeMap` of `Serializer.LONG` and `BYTE_ARRAY` with its defaults, a file mapped into memory,"
          + " `transactionEnable`, which is its write-ahead log; 3.1.0 of 2024 is one of few releases"
          + " since 2017",
      "`createFromSink` in key order, a commit every 10,000 rows",
      "`fileSyncDisable`: a commit a write, in the operating system's memory"),
  /** The red-black tree of the JDK, in memory. */
  TREEMAP(
      "`java.util.TreeMap<Long, byte[]>`, which keeps copies and hands out copies as stores do; in the"
          + " memory of the process alone",
      "`put` in key order; nothing reaches a disk",
      "there is none: a row is gone with the process"),
  /** The skip list of the JDK, in memory. */
  SKIPLIST(
      "`ConcurrentSkipListMap<Long, byte[]>`, the same way",
      "`put` in key order; nothing reaches a disk",
      "there is none: a row is gone with the process"),
  /** The red-black tree of fastutil, in memory. */
  FASTUTIL(
      "`Long2ObjectRBTreeMap<byte[]>`, the same way; its keys are not objects",
      "`put` in key order; nothing reaches a disk",
      "there is none: a row is gone with the process");

  /** What a map in memory can do that is measured of a store. */
  private static final Set<Operation> IN_MEMORY =
      Collections.unmodifiableSet(
          EnumSet.of(
              Operation.BULK_LOAD,
              Operation.GET,
              Operation.GET_ABSENT,
              Operation.MULTI_GET,
              Operation.SCAN_1000,
              Operation.SCAN_FULL));

  private final String setup;
  private final String bulkLoad;
  private final String async;

  PeerSystem(String setup, String bulkLoad, String async) {
    this.setup = setup;
    this.bulkLoad = bulkLoad;
    this.async = async;
  }

  /** The name in results and on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether its rows outlive the process. Where they do not, there is nothing to open again. */
  public boolean isDurable() {
    return switch (this) {
      case OMENDB, ROCKSDB, LMDB, SQLITE, MVSTORE, MAPDB -> true;
      case TREEMAP, SKIPLIST, FASTUTIL -> false;
    };
  }

  /** Whether a name is that of a map in memory. */
  public static boolean isMap(String name) {
    return Arrays.stream(values())
        .anyMatch(system -> system.text().equals(name) && !system.isDurable());
  }

  /**
   * What it can be measured at. A map in memory has no file to open or recover, no disk for a write
   * to reach, and of the three only one may be read while it is written to.
   */
  public Set<Operation> operations() {
    return isDurable() ? EnumSet.allOf(Operation.class) : IN_MEMORY;
  }

  /** Whether several threads may read and write through one {@link Peer} of it. */
  public boolean allowsManyThreads() {
    return switch (this) {
      case OMENDB, ROCKSDB, MVSTORE, MAPDB, SKIPLIST -> true;
      case LMDB, SQLITE, TREEMAP, FASTUTIL -> false;
    };
  }

  /** Opens the store in a directory, making it where it is not there yet. */
  public Peer open(PeerSetup peerSetup) {
    return switch (this) {
      case OMENDB -> new OmenPeer(peerSetup);
      case ROCKSDB -> new RocksDbPeer(peerSetup);
      case LMDB -> new LmdbPeer(peerSetup);
      case SQLITE -> new SqlitePeer(peerSetup);
      case MVSTORE -> new MvStorePeer(peerSetup);
      case MAPDB -> new MapDbPeer(peerSetup);
      case TREEMAP -> new NavigableMapPeer(new TreeMap<>());
      case SKIPLIST -> new NavigableMapPeer(new ConcurrentSkipListMap<>());
      case FASTUTIL -> new FastutilPeer();
    };
  }

  /** How it is set up, in Markdown. */
  public String setup() {
    return setup;
  }

  /** How it is filled, in Markdown. */
  public String bulkLoad() {
    return bulkLoad;
  }

  /** Where an acknowledged row is after an asynchronous write, in Markdown. */
  public String async() {
    return async;
  }

  /** The names, in order. */
  public static List<String> names() {
    return Arrays.stream(values()).map(PeerSystem::text).toList();
  }

  /**
   * The system of a name.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} listing those there are
   */
  public static PeerSystem parse(String name) {
    return Arrays.stream(values())
        .filter(system -> system.text().equals(name))
        .findFirst()
        .orElseThrow(() ->
            OmenException.invalid(
                "peers",
                "No system named '" + name + "'",
                "take all, or some of " + names().stream().collect(Collectors.joining(", "))));
  }
}
