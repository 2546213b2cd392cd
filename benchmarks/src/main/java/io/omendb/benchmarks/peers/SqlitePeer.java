package io.omendb.benchmarks.peers;

import io.omendb.Durability;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** SQLite in WAL mode; one connection reads, another one writes. */
final class SqlitePeer implements Peer {
  /** 64 MiB of log, as the others gather in memory, before pages go to the file. */
  private static final int LOG_PAGES = 16_384;

  private final String url;
  private final long cacheBytes;
  private final Connection writes;
  private final PreparedStatement put;
  private SqliteReader reader;

  SqlitePeer(PeerSetup setup) {
    url = "jdbc:sqlite:" + setup.directory().resolve("rows.db");
    cacheBytes = setup.cacheBytes();
    try {
      writes = DriverManager.getConnection(url);
      execute(writes, "pragma journal_mode=wal");
      execute(writes, "pragma cache_size=-" + cacheBytes / 1024);
      execute(writes, "pragma wal_autocheckpoint=" + LOG_PAGES);
      execute(writes, "create table if not exists rows (key integer primary key, value blob)");
      put = writes.prepareStatement("insert or replace into rows values (?, ?)");
      reader = new SqliteReader(url, cacheBytes);
    } catch (SQLException e) {
      throw new PeerException("Cannot open SQLite", e);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public byte @Nullable [] get(long key) {
    try {
      return reader.get(key);
    } catch (SQLException e) {
      throw new PeerException("SQLite cannot get", e);
    }
  }

  @Override
  public void getAll(long[] keys, RowConsumer consumer) {
    try {
      reader.getAll(keys, consumer);
    } catch (SQLException e) {
      throw new PeerException("SQLite cannot get several", e);
    }
  }

  @Override
  public void scan(long from, long limit, RowConsumer consumer) {
    try {
      reader.scan(from, limit, consumer);
    } catch (SQLException e) {
      throw new PeerException("SQLite cannot scan", e);
    }
  }

  @Override
  public void prepareWrites(Durability durability) {
    try {
      execute(writes, "pragma synchronous=" + (durability == Durability.SYNC ? "full" : "normal"));
    } catch (SQLException e) {
      throw new PeerException("SQLite cannot change how it syncs", e);
    }
  }

  @Override
  public void put(long key, byte[] value) {
    try {
      insert(key, value);
    } catch (SQLException e) {
      throw new PeerException("SQLite cannot put", e);
    }
  }

  private void insert(long key, byte[] value) throws SQLException {
    put.setLong(1, key);
    put.setBytes(2, value);
    put.executeUpdate();
  }

  @Override
  public void write(long[] keys, byte[][] values) {
    try {
      writes.setAutoCommit(false);
      for (int i = 0; i < keys.length; i++) {
        insert(keys[i], values[i]);
      }
      writes.commit();
      writes.setAutoCommit(true);
    } catch (SQLException e) {
      throw new PeerException("SQLite cannot write a batch", e);
    }
  }

  @Override
  public void bulkLoad(SortedRows rows) {
    try {
      reader.close(); // the journal's mode changes only where there is one connection
      execute(writes, "pragma journal_mode=delete");
      execute(writes, "pragma journal_mode=off");
      execute(writes, "pragma synchronous=full");
      writes.setAutoCommit(false);
      for (int i = 0; i < rows.size(); i++) {
        insert(rows.key(i), rows.value(i));
      }
      writes.commit();
      writes.setAutoCommit(true);
      execute(writes, "pragma journal_mode=wal");
      reader = new SqliteReader(url, cacheBytes);
    } catch (SQLException e) {
      throw new PeerException("SQLite cannot load", e);
    }
  }

  @Override
  public void flush() {
    try {
      execute(writes, "pragma wal_checkpoint(truncate)");
    } catch (SQLException e) {
      throw new PeerException("SQLite cannot write its log into the file", e);
    }
  }

  @Override
  public void close() {
    try (writes;
        put;
        SqliteReader _ = reader) {
      // The reader first: the last connection to go writes the log into the file.
    } catch (SQLException e) {
      throw new PeerException("Cannot close SQLite", e);
    }
  }
}
