package io.omendb.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.WriteOutcome;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes of many threads are commits of their own, whatever they travelled with. */
class WriteStreamTest {
  private static final Schema SCHEMA = Schema.parse("n int64, value binary");

  private final Database served = Database.open("memory:");
  private OmenServer server = start(0);
  private final Database remote = Database.open("grpc://127.0.0.1:" + server.port());
  private final Collection rows = remote.createCollection("some", SCHEMA);

  private OmenServer start(int port) {
    return OmenServer.start(
        served, ServerSettings.of(new EnumMap<>(Map.of(ServerKey.LISTEN, "127.0.0.1:" + port))));
  }

  @AfterEach
  void close() {
    remote.close();
    server.shutdown(Duration.ofSeconds(5));
    served.close();
  }

  private static ErrorCode codeOf(WriteOutcome outcome) {
    return Objects.requireNonNull(outcome.failure()).code();
  }

  private interface Writer {
    void run(int thread) throws Exception;
  }

  private static void inThreads(int threads, Writer writer) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        writers.add(
            executor.submit(() -> {
              writer.run(thread);
              return null;
            }));
      }
      for (Future<?> each : writers) {
        each.get();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void writesOfManyThreads_areOneCommitEach_andSeenByTheNextRead(Durability durability)
      throws Exception {
    int threads = 16;
    long each = 50;
    List<Long> seqs = Collections.synchronizedList(new ArrayList<>());
    inThreads(
        threads,
        thread -> {
          for (int i = 0; i < each; i++) {
            long n = i;
            WriteBatch batch = new WriteBatch().put(Row.of(thread).with("n", n));
            if (i % 5 == 4) {
              batch.delete(thread);
            }
            seqs.add(rows.write(batch, durability));
            assertEquals(
                i % 5 == 4 ? null : n, rows.get(thread).map(row -> row.getLong("n")).orElse(null));
          }
        });
    long first = seqs.stream().mapToLong(Long::longValue).min().orElseThrow();
    assertEquals(
        LongStream.range(first, first + threads * each).boxed().toList(),
        seqs.stream().sorted().toList());
  }

  @Test
  void refusedWrite_isRefusedAlone() throws Exception {
    rows.put(Row.of(0).with("n", 0L));
    AtomicInteger refused = new AtomicInteger();
    inThreads(
        12,
        thread -> {
          for (int i = 0; i < 40; i++) {
            WriteBatch batch = new WriteBatch().put(Row.of(1 + thread).with("n", (long) i));
            if (thread % 3 == 0) {
              OmenException conflict =
                  assertThrows(OmenException.class, () -> rows.write(batch.requireAbsent(0)));
              assertEquals(ErrorCode.CONFLICT, conflict.code());
              assertEquals("requireAbsent", conflict.field().orElseThrow());
              refused.incrementAndGet();
            } else {
              rows.write(batch);
            }
          }
        });
    assertEquals(160, refused.get());
    assertEquals(9, rows.count());
  }

  @Test
  void requestId_isCommittedOnce_inCompanyAndAlone() {
    UUID id = UUID.randomUUID();
    WriteBatch small = new WriteBatch().put(Row.of(1).with("n", 1L)).requestId(id);
    long seq = rows.write(small);
    assertEquals(seq, rows.write(small));
    assertEquals(seq, served.collection("some").write(small), "as the server itself says");
    WriteBatch large =
        new WriteBatch()
            .put(Row.of(2).with("value", new byte[WriteStream.MAX_BYTES]))
            .requestId(UUID.randomUUID());
    assertEquals(rows.write(large), rows.write(large));
    WriteBatch arrow = new WriteBatch().requestId(UUID.randomUUID());
    LongStream.range(0, 100).forEach(key -> arrow.put(Row.of(key)));
    assertEquals(rows.write(arrow), rows.write(arrow));
    assertEquals(seq + 2, rows.stats().seq());
    OmenException other =
        assertThrows(
            OmenException.class,
            () -> rows.write(new WriteBatch().put(Row.of(1).with("n", 2L)).requestId(id)));
    assertEquals(ErrorCode.INVALID_ARGUMENT, other.code());
  }

  @Test
  void writeAll_keepsTheOrder_andSaysOfEachWhatBecameOfIt() {
    List<WriteBatch> batches = new ArrayList<>();
    for (long n = 0; n < 2_000; n++) {
      batches.add(new WriteBatch().put(Row.of(7).with("n", n)));
    }
    batches.set(500, new WriteBatch().put(Row.of(7)).requireAbsent(7));
    byte[] large = new byte[WriteStream.MAX_BYTES];
    batches.set(1_000, new WriteBatch().put(Row.of(7).with("value", large)));
    batches.set(1_500, new WriteBatch().put(Row.of(7).with("no such column", 1)));
    for (Durability durability : Durability.values()) {
      long before = rows.stats().seq();
      List<WriteOutcome> outcomes = rows.writeAll(batches, durability);
      assertEquals(2_000, outcomes.size());
      long expected = before;
      for (int i = 0; i < 2_000; i++) {
        if (i == 500) {
          assertEquals(ErrorCode.CONFLICT, codeOf(outcomes.get(i)));
        } else if (i == 1_500) {
          assertEquals(ErrorCode.COLUMN_NOT_FOUND, codeOf(outcomes.get(i)));
        } else {
          assertNull(outcomes.get(i).failure());
          assertEquals(++expected, outcomes.get(i).seqOrThrow(), "batch " + i);
        }
      }
      assertEquals(1_999, rows.get(7).orElseThrow().getLong("n"));
    }
    assertEquals(List.of(), rows.writeAll(List.of()));
  }

  /** An insert that was committed, and then sent again without its id, would be a conflict. */
  @Test
  void serverThatRestarts_losesAndRepeatsNoAcknowledgedWrite() throws Exception {
    int port = server.port();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger acknowledged = new AtomicInteger();
    AtomicInteger unanswered = new AtomicInteger();
    Thread restarts =
        Thread.ofPlatform()
            .start(() -> {
              try {
                for (int i = 1; i <= 5; i++) {
                  while (acknowledged.get() < i * 100) {
                    Thread.sleep(1);
                  }
                  server.shutdown(Duration.ofSeconds(30));
                  server = start(port);
                }
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              } finally {
                stop.set(true);
              }
            });
    inThreads(
        8,
        thread -> {
          for (int i = 0; !stop.get(); i++) {
            long key = thread * 1_000_000L + i;
            try {
              rows.write(new WriteBatch().put(Row.of(key)).requireAbsent(key));
              acknowledged.incrementAndGet();
            } catch (OmenException e) {
              assertEquals(ErrorCode.UNAVAILABLE, e.code(), e::getMessage);
              unanswered.incrementAndGet();
            }
          }
        });
    restarts.join();
    long count = served.collection("some").count();
    assertTrue(
        acknowledged.get() <= count && count <= acknowledged.get() + unanswered.get(),
        () ->
            "%d rows of %d acknowledged, %d not"
                .formatted(count, acknowledged.get(), unanswered.get()));
  }
}
