package io.omendb.benchmarks.ycsb;

import io.omendb.OmenException;
import io.omendb.benchmarks.peers.PeerSystem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whom the workloads are run on. */
public enum YcsbSystem {
  /** This database in the process of its callers. */
  OMENDB(PeerSystem.OMENDB),
  /** The server of this database, with its defaults, through its Java client. */
  OMENDB_SERVER(null),
  /** RocksDB. */
  ROCKSDB(PeerSystem.ROCKSDB),
  /** LMDB. */
  LMDB(PeerSystem.LMDB),
  /** SQLite. */
  SQLITE(PeerSystem.SQLITE),
  /** The storage engine of H2. */
  MVSTORE(PeerSystem.MVSTORE),
  /** MapDB. */
  MAPDB(PeerSystem.MAPDB),
  /** PostgreSQL through its JDBC driver, a connection a thread. */
  POSTGRESQL(null);

  private final @Nullable PeerSystem embedded;

  YcsbSystem(@Nullable PeerSystem embedded) {
    this.embedded = embedded;
  }

  /** The store in the process of its callers; null of a server. */
  @Nullable PeerSystem embedded() {
    return embedded;
  }

  /** Whether several threads may ask at once. */
  public boolean allowsManyThreads() {
    return embedded == null || embedded.allowsManyThreads();
  }

  /** The name in results and on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names, in order. */
  public static List<String> names() {
    return Arrays.stream(values()).map(YcsbSystem::text).toList();
  }

  /**
   * The system of a name.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} listing those there are
   */
  public static YcsbSystem parse(String name) {
    return Arrays.stream(values())
        .filter(system -> system.text().equals(name))
        .findFirst()
        .orElseThrow(() ->
            OmenException.invalid(
                "systems",
                "No system named '" + name + "'",
                "take all, or some of " + String.join(", ", names())));
  }
}
