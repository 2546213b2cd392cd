package io.omendb.benchmarks.service;

import io.omendb.ErrorCode;
import io.omendb.OmenException;

/**
 * A PostgreSQL of our own that runs until it is closed, with its commits on disk when they return,
 * for clients that speak JDBC.
 */
public final class PostgresDatabase implements AutoCloseable {
  private final PostgresInstance instance;

  private PostgresDatabase(PostgresInstance instance) {
    this.instance = instance;
  }

  /**
   * Starts one on a free port.
   *
   * @param cacheBytes memory for its cache
   * @throws OmenException {@link ErrorCode#UNAVAILABLE} where it is not installed
   */
  public static PostgresDatabase start(long cacheBytes) {
    PostgresTools tools =
        PostgresTools.find()
            .orElseThrow(() ->
                new OmenException(
                    ErrorCode.UNAVAILABLE, "No PostgreSQL is installed", "apt install postgresql"));
    return new PostgresDatabase(PostgresInstance.start(tools, cacheBytes));
  }

  /** Where a driver finds it. */
  public String url() {
    return instance.jdbcUrl();
  }

  @Override
  public void close() {
    instance.close();
  }
}
