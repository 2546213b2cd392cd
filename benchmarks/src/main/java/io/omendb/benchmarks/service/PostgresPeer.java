package io.omendb.benchmarks.service;

import io.omendb.Durability;
import io.omendb.benchmarks.peers.Peer;
import io.omendb.benchmarks.peers.PeerException;
import io.omendb.benchmarks.peers.SortedRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A connection to a PostgreSQL, by its JDBC driver: prepared statements, answers in binary. For one
 * thread; others open their own to the same table.
 */
public final class PostgresPeer implements Peer {
  private static final int COPY_BYTES = 1 << 16;

  private final Connection connection;
  private final PreparedStatement get;
  private final PreparedStatement getAll;
  private final PreparedStatement scan;
  private final PreparedStatement put;

  /**
   * Connects, and makes the table where there is none.
   *
   * @param url of {@link PostgresDatabase#url}
   */
  public PostgresPeer(String url) {
    try {
      // A statement is prepared on the server at its first use, not at its fifth.
      connection = DriverManager.getConnection(url + "&prepareThreshold=-1&binaryTransfer=true");
      execute("create table if not exists rows (key bigint primary key, value bytea not null)");
      get = connection.prepareStatement("select value from rows where key = ?");
      getAll = connection.prepareStatement("select key, value from rows where key = any(?)");
      scan =
          connection.prepareStatement(
              "select key, value from rows where key >= ? order by key limit ?");
      put =
          connection.prepareStatement(
              "insert into rows values (?, ?) on conflict (key) do update set value ="
                  + " excluded.value");
    } catch (SQLException e) {
      throw new PeerException("Cannot connect to PostgreSQL", e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public byte @Nullable [] get(long key) {
    try {
      get.setLong(1, key);
      try (ResultSet row = get.executeQuery()) {
        return row.next() ? row.getBytes(1) : null;
      }
    } catch (SQLException e) {
      throw new PeerException("PostgreSQL cannot get", e);
    }
  }

  @Override
  public void getAll(long[] keys, RowConsumer consumer) {
    try {
      getAll.setArray(1, connection.createArrayOf("bigint", Arrays.stream(keys).boxed().toArray()));
      hand(getAll, consumer);
    } catch (SQLException e) {
      throw new PeerException("PostgreSQL cannot get several", e);
    }
  }

  @Override
  public void scan(long from, long limit, RowConsumer consumer) {
    try {
      scan.setLong(1, from);
      scan.setLong(2, limit);
      hand(scan, consumer);
    } catch (SQLException e) {
      throw new PeerException("PostgreSQL cannot scan", e);
    }
  }

  private static void hand(PreparedStatement query, RowConsumer consumer) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        consumer.accept(row.getLong(1), row.getBytes(2));
      }
    }
  }

  /** Commits return before they are on disk, or when they are. */
  @Override
  public void prepareWrites(Durability durability) {
    try {
      execute("set synchronous_commit = " + (durability == Durability.SYNC ? "on" : "off"));
    } catch (SQLException e) {
      throw new PeerException("PostgreSQL cannot change how it commits", e);
    }
  }

  @Override
  public void put(long key, byte[] value) {
    try {
      put.setLong(1, key);
      put.setBytes(2, value);
      put.executeUpdate();
    } catch (SQLException e) {
      throw new PeerException("PostgreSQL cannot put", e);
    }
  }

  @Override
  public void write(long[] keys, byte[][] values) {
    try {
      connection.setAutoCommit(false);
      for (int i = 0; i < keys.length; i++) {
        put.setLong(1, keys[i]);
        put.setBytes(2, values[i]);
        put.addBatch();
      }
      put.executeBatch();
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new PeerException("PostgreSQL cannot write a batch", e);
    }
  }

  /** By COPY, in its text format. */
  @Override
  public void bulkLoad(SortedRows rows) {
    try {
      CopyIn copy =
          connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy rows from stdin");
      ByteArrayOutputStream text = new ByteArrayOutputStream(2 * COPY_BYTES);
      for (int i = 0; i < rows.size(); i++) {
        String line = rows.key(i) + "\t\\\\x" + HexFormat.of().formatHex(rows.value(i)) + "\n";
        text.write(line.getBytes(StandardCharsets.US_ASCII));
        if (text.size() >= COPY_BYTES) {
          copy.writeToCopy(text.toByteArray(), 0, text.size());
          text.reset();
        }
      }
      copy.writeToCopy(text.toByteArray(), 0, text.size());
      copy.endCopy();
      execute("vacuum analyze rows");
      flush();
    } catch (SQLException | IOException e) {
      throw new PeerException("PostgreSQL cannot load", e);
    }
  }

  @Override
  public void flush() {
    try {
      execute("checkpoint");
    } catch (SQLException e) {
      throw new PeerException("PostgreSQL cannot write a checkpoint", e);
    }
  }

  /** Bytes of the table and its index. */
  public long tableBytes() {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_total_relation_size('rows')")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new PeerException("PostgreSQL cannot say how large the table is", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close(); // with its statements
    } catch (SQLException e) {
      throw new PeerException("Cannot close the connection to PostgreSQL", e);
    }
  }
}
