package io.omendb.benchmarks.ycsb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Durability;
import io.omendb.benchmarks.peers.Peer;
import io.omendb.benchmarks.peers.PeerSetup;
import io.omendb.benchmarks.peers.PeerSystem;
import io.omendb.benchmarks.peers.SortedRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All workloads on a map, and on maps that go wrong. */
class YcsbRunTest {
  private static final int ROWS = 2_000;

  @TempDir Path scratch;

  /** A map that can be told to go wrong; it outlives its closing. */
  private static class MapPeer implements Peer {
    private final Peer map =
        PeerSystem.SKIPLIST.open(new PeerSetup(Path.of(""), ROWS, YcsbRows.HEAD_BYTES));

    @Override
    public byte @Nullable [] get(long key) {
      return map.get(key);
    }

    @Override
    public void getAll(long[] keys, RowConsumer consumer) {
      map.getAll(keys, consumer);
    }

    @Override
    public void scan(long from, long limit, RowConsumer consumer) {
      map.scan(from, limit, consumer);
    }

    @Override
    public void prepareWrites(Durability durability) {}

    @Override
    public void put(long key, byte[] value) {
      map.put(key, value);
    }

    @Override
    public void write(long[] keys, byte[][] values) {
      map.write(keys, values);
    }

    @Override
    public void bulkLoad(SortedRows rows) {
      map.bulkLoad(rows);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private List<Map<String, @Nullable Object>> run(Peer peer, int threads, Set<Workload> workloads) {
    YcsbTask task =
        YcsbTask.read(
            new YcsbTask(
                    YcsbSystem.OMENDB,
                    "",
                    workloads,
                    null,
                    ROWS,
                    64,
                    threads,
                    Durability.ASYNC,
                    30_000_000,
                    scratch)
                .write());
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    new YcsbRun(task, () -> YcsbStore.shared(peer, threads), results::add, notes::add).run();
    assertTrue(notes.contains("opened again"), notes.toString());
    return results;
  }

  private void wrong(String part, Workload workload, Peer peer) {
    WrongAnswerException e =
        assertThrows(WrongAnswerException.class, () -> run(peer, 1, EnumSet.of(workload)), part);
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.toString());
  }

  private static long number(Map<String, @Nullable Object> fields, String name) {
    return fields.get(name) instanceof Number number ? number.longValue() : -1;
  }

  @Test
  void allWorkloads_giveTheirOperations() {
    for (int threads : new int[] {1, 4}) {
      List<Map<String, @Nullable Object>> results =
          run(new MapPeer(), threads, EnumSet.allOf(Workload.class));
      assertEquals(
          List.of("load", "a", "b", "c", "f", "e", "d"),
          results.stream().map(fields -> fields.get("workload")).distinct().toList());
      for (Workload workload : Workload.values()) {
        List<Map<String, @Nullable Object>> own =
            results.stream()
                .filter(fields -> workload.text().equals(fields.get("workload")))
                .toList();
        Set<Object> operations =
            own.stream().map(fields -> fields.get("operation")).collect(Collectors.toSet());
        Set<Object> expected =
            workload.percents().keySet().stream()
                .map(YcsbOperation::text)
                .collect(Collectors.toSet());
        expected.add("all");
        assertTrue(operations.contains("all"), own::toString);
        assertTrue(expected.containsAll(operations), own::toString); // rare ones may not have come
        long sum = own.stream().skip(1).mapToLong(fields -> number(fields, "operations")).sum();
        assertEquals(number(own.getFirst(), "operations"), sum, own::toString);
        for (Map<String, @Nullable Object> fields : own) {
          assertTrue(number(fields, "operationsPerSecond") > 0, fields::toString);
          assertEquals(threads, number(fields, "threads"));
          assertEquals(workload.distribution().text(), fields.get("distribution"));
        }
      }
    }
  }

  @Test
  void lostUpdates_areFound() {
    wrong(
        "it must be in",
        Workload.A,
        new MapPeer() {
          private int puts;

          @Override
          public void put(long key, byte[] value) {
            if (++puts % 10 != 0) {
              super.put(key, value);
            }
          }
        });
  }

  @Test
  void lostInserts_areFound() {
    wrong(
        "absent",
        Workload.D,
        new MapPeer() {
          @Override
          public void put(long key, byte[] value) {}
        });
  }

  @Test
  void rowsThatALoadLoses_areFound() {
    wrong(
        "passed over",
        Workload.E,
        new MapPeer() {
          @Override
          public void write(long[] keys, byte[][] values) {
            for (int i = 0; i < keys.length; i += i % 100 == 98 ? 2 : 1) {
              super.put(keys[i], values[i]);
            }
          }
        });
  }

  @Test
  void valuesOfOtherRows_areFound() {
    byte[] other = new YcsbRows(64).value(5, 0);
    wrong(
        "is that of row 5",
        Workload.C,
        new MapPeer() {
          @Override
          public byte @Nullable [] get(long key) {
            return other;
          }
        });
  }

  @Test
  void readModifyWrite_thatWritesNothing_isFound() {
    wrong(
        "it must be in",
        Workload.F,
        new MapPeer() {
          @Override
          public void put(long key, byte[] value) {}
        });
  }

  @Test
  void rowsLostByTheReopening_areFound() {
    MapPeer kept = new MapPeer();
    YcsbTask task =
        new YcsbTask(
            YcsbSystem.OMENDB,
            "",
            EnumSet.of(Workload.C),
            Distribution.UNIFORM,
            ROWS,
            64,
            1,
            Durability.SYNC,
            1_000_000,
            scratch);
    List<Peer> peers = new ArrayList<>(List.of(kept, new MapPeer()));
    assertThrows(
        WrongAnswerException.class,
        () ->
            new YcsbRun(
                    task, () -> YcsbStore.shared(peers.removeFirst(), 1), fields -> {}, note -> {})
                .run());
  }
}
