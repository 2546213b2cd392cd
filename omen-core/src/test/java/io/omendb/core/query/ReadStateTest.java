package io.omendb.core.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Schema;
import io.omendb.core.segment.LookupCounts;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentIndexes;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentLevels;
import io.omendb.core.segment.SegmentWriter;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageEngine;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Segments stay open as long as anybody holds a reference or a pin of the state, and no longer. */
class ReadStateTest {
  private static final Schema SCHEMA = Schema.parse("value int64");
  private static final int STATES = 500;
  private static final LookupCounts COUNTS = new LookupCounts();

  private final StorageEngine storage = EngineRegistry.get().storage().select("memory").open("");
  private final SegmentIndexes indexes =
      new SegmentIndexes(storage, EngineRegistry.get().index().select("binary").create());
  private int names;
  private volatile ReadState present = state(0);

  @AfterEach
  void close() {
    present.release();
    assertClosed(present);
    storage.close();
  }

  /** A state that owns its only segment, of one row. */
  private ReadState state(long value) {
    String name = "s" + names++ + ".arrow";
    RowVersion row = new RowVersion(1, 1, false, new Object[] {value});
    SegmentInfo info = SegmentWriter.write(storage, name, SCHEMA, List.of(row));
    Segment segment = Segment.open(storage, info, SCHEMA, indexes);
    ReadState state =
        new ReadState(List.of(), SegmentLevels.EMPTY.with(List.of(segment), indexes, COUNTS));
    segment.release();
    storage.deleteBlob(name);
    return state;
  }

  private static Object read(ReadState state) {
    Object value = state.segments().getFirst().reader().value(0, 0);
    assertTrue(value instanceof Long);
    return value;
  }

  private static void assertClosed(ReadState state) {
    assertThrows(IllegalStateException.class, () -> read(state));
    assertFalse(state.tryPin());
    assertFalse(state.tryRetain());
    assertThrows(IllegalStateException.class, () -> read(state));
  }

  @Test
  void lastReference_closesTheSegments() {
    ReadState state = state(7);
    assertTrue(state.tryRetain());
    state.release();
    assertEquals(7L, read(state));
    state.release();
    assertClosed(state);
  }

  @Test
  void pin_outlivesTheLastReference() {
    ReadState state = state(7);
    assertTrue(state.tryPin());
    assertTrue(state.tryPin(), "pins nest");
    state.release();
    assertFalse(state.tryPin(), "no new ones once the last reference is gone");
    state.unpin();
    assertEquals(7L, read(state));
    state.unpin();
    assertClosed(state);
  }

  @Test
  void pinsWithoutEnd_leaveTheReferenceInCharge() {
    ReadState state = state(7);
    for (int i = 0; i < 1_000; i++) {
      assertTrue(state.tryPin());
      state.unpin();
    }
    assertEquals(7L, read(state));
    state.release();
    assertClosed(state);
  }

  /** A reader that met a closed segment would throw, and one that never unpinned leave it open. */
  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void readers_neverMeetAClosedSegment() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> running =
          IntStream.range(0, 4)
              .<Future<?>>mapToObj(i ->
                  (i == 0 ? readers : threads)
                      .submit(() -> {
                        while (!done.get()) {
                          ReadState state = present;
                          if (state.tryPin()) {
                            try {
                              read(state);
                            } finally {
                              state.unpin();
                            }
                          }
                          Thread.onSpinWait();
                        }
                      }))
              .toList();
      ReadState old = present;
      for (long i = 1; i <= STATES; i++) {
        old = present;
        present = state(i);
        old.release();
      }
      done.set(true);
      for (Future<?> reader : running) {
        reader.get();
      }
      assertClosed(old);
    } finally {
      readers.close();
    }
  }
}
