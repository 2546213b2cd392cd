package io.omendb.benchmarks.peers;

import io.omendb.OmenException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The stores that are measured, and how each is set up. */
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
          + " commits to the file without a sync");

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

  /** Opens the store in a directory, making it where it is not there yet. */
  public Peer open(PeerSetup peerSetup) {
    return switch (this) {
      case OMENDB -> new OmenPeer(peerSetup);
      case ROCKSDB -> new RocksDbPeer(peerSetup);
      case LMDB -> new LmdbPeer(peerSetup);
      case SQLITE -> new SqlitePeer(peerSetup);
      case MVSTORE -> new MvStorePeer(peerSetup);
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
