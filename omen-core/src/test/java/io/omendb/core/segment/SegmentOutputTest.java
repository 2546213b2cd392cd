package io.omendb.core.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.testkit.disk.DiskFault;
import io.omendb.testkit.disk.FaultPlan;
import io.omendb.testkit.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A stream of versions becomes segments of bounded size that hold all of them, whatever they are.
 */
class SegmentOutputTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);

  private final StorageEngine memory = EngineRegistry.get().storage().select("memory").open("");
  private final AtomicInteger names = new AtomicInteger();

  @AfterEach
  void close() {
    memory.close();
  }

  private SegmentIndexes indexes(StorageEngine storage) {
    return new SegmentIndexes(storage, EngineRegistry.get().index().select("auto").create());
  }

  private SegmentOutput output(StorageEngine storage, Schema schema, long maxRows) {
    return output(storage, schema, maxRows, SegmentOutput.MAX_BYTES);
  }

  private SegmentOutput output(StorageEngine storage, Schema schema, long maxRows, long maxBytes) {
    return new SegmentOutput(
        storage,
        schema,
        indexes(storage),
        null,
        () -> "s" + names.incrementAndGet() + ".arrow",
        maxRows,
        maxBytes);
  }

  private List<SegmentInfo> assertHolds(List<RowVersion> versions, Schema schema, long maxRows) {
    return assertHolds(versions, schema, output(memory, schema, maxRows));
  }

  private List<SegmentInfo> assertHolds(
      List<RowVersion> versions, Schema schema, SegmentOutput output) {
    versions.forEach(output::add);
    List<SegmentInfo> infos = output.finish();
    int[] all = IntStream.range(0, schema.size()).toArray();
    int next = 0;
    for (SegmentInfo info : infos) {
      Segment segment = Segment.open(memory, info, schema, indexes(memory));
      int deleted = 0;
      for (int row = 0; row < info.rows(); row++) {
        RowVersion expected = versions.get(next++);
        RowVersion found = segment.version(row, all);
        assertEquals(expected.key(), found.key());
        assertEquals(expected.seq(), found.seq());
        assertEquals(expected.deleted(), found.deleted());
        assertArrayEquals(expected.values(), found.values(), "seed " + SEED);
        deleted += expected.deleted() ? 1 : 0;
      }
      assertEquals(deleted, info.deletedRows());
      assertEquals(versions.get(next - 1).key(), info.maxKey());
      segment.release();
    }
    assertEquals(versions.size(), next);
    return infos;
  }

  /** Columns are used again for every other segment: nothing of one may be left in the next. */
  @Test
  void segments_afterEachOther_holdTheirOwnRows() {
    List<RowVersion> versions = new ArrayList<>();
    for (RowVersion version : SegmentData.random(SegmentData.ALL_TYPES, 2_000, SEED)) {
      if (versions.isEmpty() || versions.getLast().key() < version.key()) {
        versions.add(version);
      }
    }
    for (int maxRows : new int[] {1, 7, 64, 333, 5_000}) {
      int segments = assertHolds(versions, SegmentData.ALL_TYPES, maxRows).size();
      assertEquals((versions.size() + maxRows - 1) / maxRows, segments);
    }
  }

  @Test
  void nulls_comeAndGoWithTheSegments() {
    Schema schema = Schema.parse("b bool, i int64, s utf8, v vector<float32>[2]");
    List<RowVersion> versions = new ArrayList<>();
    for (int key = 0; key < 100; key++) {
      @Nullable Object[] values =
          (key / 10) % 2 == 0
              ? new @Nullable Object[4]
              : new @Nullable Object[] {true, 1L, "x" + key, new float[] {key, 1}};
      boolean deleted = key >= 80 && key < 90;
      versions.add(new RowVersion(key, key, deleted, deleted ? RowVersion.NO_VALUES : values));
    }
    List<SegmentInfo> infos = assertHolds(versions, schema, 10);
    assertEquals(10, infos.get(8).deletedRows());
    // One has four bitmaps more, the other a text more.
    assertTrue(infos.get(1).sizeInBytes() < infos.get(0).sizeInBytes());
  }

  /** A null vector takes as many bytes of the file as another. */
  @Test
  void nullVectors_countAsBytes() {
    Schema schema = Schema.parse("v vector<float32>[16384]");
    List<RowVersion> versions = new ArrayList<>();
    for (int key = 0; key < 40; key++) {
      versions.add(new RowVersion(key, 1, false, new @Nullable Object[1]));
    }
    SegmentOutput output = output(memory, schema, Long.MAX_VALUE, 1 << 20);
    List<SegmentInfo> infos = assertHolds(versions, schema, output);
    assertEquals(List.of(16, 16, 8), infos.stream().map(SegmentInfo::rows).toList());
  }

  @Test
  void hugeValues_cutBeforeTheRows() {
    Schema schema = Schema.parse("y binary, s utf8");
    byte[] huge = new byte[16 << 20];
    huge[huge.length - 1] = 1;
    List<RowVersion> versions = new ArrayList<>();
    for (int key = 0; key < 5; key++) {
      versions.add(new RowVersion(key, 1, false, new @Nullable Object[] {huge, null}));
    }
    SegmentOutput output = output(memory, schema, Long.MAX_VALUE, 2L * huge.length);
    List<SegmentInfo> infos = assertHolds(versions, schema, output);
    assertEquals(List.of(2, 2, 1), infos.stream().map(SegmentInfo::rows).toList());
  }

  @Test
  void disorder_isRefused() {
    SegmentOutput output = output(memory, Schema.of(), 10);
    output.add(new RowVersion(2, 1, false, RowVersion.NO_VALUES));
    OmenException e =
        assertThrows(
            OmenException.class,
            () -> output.add(new RowVersion(1, 1, false, RowVersion.NO_VALUES)));
    assertEquals(ErrorCode.INTERNAL, e.code());
    output.discard();
    assertEquals(List.of(), memory.listBlobs(""));
  }

  /** Whichever operation of the disk fails, the caller is told and nothing is left behind. */
  @Test
  void failureInTheBackground_isSaidAndLeavesNothing() {
    Schema schema = Schema.parse("value int64");
    int failed = 0;
    for (int fault = 1; fault < 60; fault++) {
      SimulatedDisk disk = new SimulatedDisk(SEED);
      StorageEngine storage = disk.open();
      disk.plan(FaultPlan.once(disk.operations() + fault, DiskFault.FAIL_BEFORE));
      SegmentOutput output = output(storage, schema, 10);
      try {
        for (long key = 0; key < 45; key++) {
          output.add(new RowVersion(key, 1, false, new @Nullable Object[] {key}));
        }
        assertEquals(5, output.finish().size());
      } catch (OmenException e) {
        failed++;
        output.discard();
        assertEquals(List.of(), storage.listBlobs(""), "fault " + fault);
      }
      storage.close();
    }
    assertTrue(failed >= 20, failed + " faults");
  }

  @Test
  void interruptedCaller_isWaitedFor() {
    SegmentOutput output = output(memory, Schema.of(), 10);
    Thread.currentThread().interrupt();
    for (long key = 0; key < 95; key++) {
      output.add(new RowVersion(key, 1, false, RowVersion.NO_VALUES));
    }
    assertEquals(10, output.finish().size());
    assertTrue(Thread.interrupted(), "the flag stays");
  }
}
