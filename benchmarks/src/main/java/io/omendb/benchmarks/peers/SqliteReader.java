package io.omendb.benchmarks.peers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The connection to SQLite that reads, with its prepared statements. */
final class SqliteReader implements AutoCloseable {
  /** Keys of the prepared multi-get; more are asked for in several steps. */
  private static final int GET_KEYS = 100;

  private final Connection connection;
  private final PreparedStatement get;
  private final PreparedStatement getAll;
  private final PreparedStatement scan;

  SqliteReader(String url, long cacheBytes) throws SQLException {
    connection = DriverManager.getConnection(url);
    SqlitePeer.execute(connection, "pragma query_only=true");
    SqlitePeer.execute(connection, "pragma cache_size=-" + cacheBytes / 1024);
    SqlitePeer.execute(connection, "pragma mmap_size=" + cacheBytes);
    get = connection.prepareStatement("select value from rows where key = ?");
    getAll =
        connection.prepareStatement(
            Stream.generate(() -> "?")
                .limit(GET_KEYS)
                .collect(
                    Collectors.joining(",", "select key, value from rows where key in (", ")")));
    scan =
        connection.prepareStatement(
            "select key, value from rows where key >= ? order by key limit ?");
  }

  byte @Nullable [] get(long key) throws SQLException {
    get.setLong(1, key);
    try (ResultSet row = get.executeQuery()) {
      return row.next() ? row.getBytes(1) : null;
    }
  }

  void getAll(long[] keys, Peer.RowConsumer consumer) throws SQLException {
    for (int from = 0; from < keys.length; from += GET_KEYS) {
      getSome(Arrays.copyOfRange(keys, from, Math.min(keys.length, from + GET_KEYS)), consumer);
    }
  }

  /** A place without a key of its own takes the first: asking twice gives one row. */
  private void getSome(long[] keys, Peer.RowConsumer consumer) throws SQLException {
    for (int i = 0; i < GET_KEYS; i++) {
      getAll.setLong(i + 1, keys[i < keys.length ? i : 0]);
    }
    hand(getAll, consumer);
  }

  void scan(long from, long limit, Peer.RowConsumer consumer) throws SQLException {
    scan.setLong(1, from);
    scan.setLong(2, limit);
    hand(scan, consumer);
  }

  private static void hand(PreparedStatement query, Peer.RowConsumer consumer) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        consumer.accept(row.getLong(1), row.getBytes(2));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection;
        get;
        getAll;
        scan) {
      // Statements first, in the reverse of this order.
    }
  }
}
