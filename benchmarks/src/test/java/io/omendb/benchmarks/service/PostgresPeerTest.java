package io.omendb.benchmarks.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.benchmarks.peers.PeerCheck;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL through its driver agrees with a TreeMap. */
class PostgresPeerTest {
  private static final long CACHE_BYTES = 64L << 20;

  @TempDir Path scratch;

  @Test
  void postgres_agreesWithTheTreeMap() {
    Assumptions.assumeTrue(PostgresService.isInstalled(), "no PostgreSQL is installed");
    try (PostgresDatabase database = PostgresDatabase.start(CACHE_BYTES)) {
      PeerCheck.run(
          setup -> new PostgresPeer(database.url()),
          scratch.resolve("db"),
          ThreadLocalRandom.current().nextLong());
      try (PostgresPeer one = new PostgresPeer(database.url());
          PostgresPeer other = new PostgresPeer(database.url())) {
        one.put(7, new byte[] {1, 2});
        assertArrayEquals(new byte[] {1, 2}, other.get(7));
        assertTrue(other.tableBytes() > 0);
      }
    }
  }
}
