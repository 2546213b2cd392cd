package io.omendb.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Durability;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every store agrees with a TreeMap, and the check finds one that does not. */
class PeerCheckTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @EnumSource
  void everySystem_agreesWithTheTreeMap(PeerSystem system) {
    PeerCheck.run(system, scratch.resolve("db"), ThreadLocalRandom.current().nextLong());
  }

  @Test
  void mapsInMemory_keepNothing() {
    PeerException e =
        assertThrows(
            PeerException.class, () -> PeerCheck.run(PeerSystem.TREEMAP::open, scratch, 5));
    assertTrue(e.toString().contains("open 1"), e.toString());
    assertFalse(PeerSystem.TREEMAP.isDurable());
  }

  /** A map in memory that can be told to go wrong; it lives as long as its test. */
  private static class MapPeer implements Peer {
    private final NavigableMap<Long, byte[]> rows;

    MapPeer(NavigableMap<Long, byte[]> rows) {
      this.rows = rows;
    }

    @Override
    public byte @Nullable [] get(long key) {
      return rows.get(key);
    }

    @Override
    public void getAll(long[] keys, RowConsumer consumer) {
      for (long key : keys) {
        if (rows.containsKey(key)) {
          consumer.accept(key, rows.get(key));
        }
      }
    }

    @Override
    public void scan(long from, long limit, RowConsumer consumer) {
      rows.tailMap(from, true).entrySet().stream()
          .limit(limit)
          .forEach(row -> consumer.accept(row.getKey(), row.getValue()));
    }

    @Override
    public void prepareWrites(Durability durability) {}

    @Override
    public void put(long key, byte[] value) {
      rows.put(key, value.clone());
    }

    @Override
    public void write(long[] keys, byte[][] values) {
      for (int i = 0; i < keys.length; i++) {
        put(keys[i], values[i]);
      }
    }

    @Override
    public void bulkLoad(SortedRows sorted) {
      for (int i = 0; i < sorted.size(); i++) {
        put(sorted.key(i), sorted.value(i));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private void requireFound(Peer broken, String operation) {
    PeerException e =
        assertThrows(PeerException.class, () -> PeerCheck.run(setup -> broken, scratch, 5));
    assertTrue(e.toString().contains(operation), e.toString());
    assertTrue(e.toString().contains("(seed 5)"), e.toString());
  }

  @Test
  void check_passesAMap() {
    TreeMap<Long, byte[]> rows = new TreeMap<>();
    PeerCheck.run(setup -> new MapPeer(rows), scratch, 5);
    assertTrue(rows.size() > 2_000);
  }

  @Test
  void check_findsALostKey() {
    requireFound(
        new MapPeer(new TreeMap<>()) {
          @Override
          public byte @Nullable [] get(long key) {
            return key == 0 ? null : super.get(key);
          }
        },
        "bulk_load, get: key 0 is absent");
  }

  @Test
  void check_findsARowThatIsNotThere() {
    requireFound(
        new MapPeer(new TreeMap<>()) {
          @Override
          public void getAll(long[] keys, RowConsumer consumer) {
            super.getAll(keys, consumer);
            consumer.accept(6_000, new byte[1]);
          }
        },
        "multi_get: key 6000 was not asked for");
  }

  @Test
  void check_findsAScanThatEndsEarly() {
    requireFound(
        new MapPeer(new TreeMap<>()) {
          @Override
          public void scan(long from, long limit, RowConsumer consumer) {
            super.scan(from, limit - 1, consumer);
          }
        },
        "scan: key");
  }

  @Test
  void check_findsABatchThatIsNotWritten() {
    requireFound(
        new MapPeer(new TreeMap<>()) {
          @Override
          public void write(long[] keys, byte[][] values) {}
        },
        "batch");
  }

  @Test
  void check_findsARowLostByTheReopening() {
    TreeMap<Long, byte[]> rows = new TreeMap<>();
    PeerException e =
        assertThrows(
            PeerException.class,
            () ->
                PeerCheck.run(
                    setup ->
                        new MapPeer(rows) {
                          @Override
                          public void close() {
                            rows.pollLastEntry();
                          }
                        },
                    scratch,
                    5));
    assertTrue(e.toString().contains("open 1"), e.toString());
  }
}
