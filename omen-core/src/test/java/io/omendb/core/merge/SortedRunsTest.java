package io.omendb.core.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.Schema;
import io.omendb.core.query.MergedVersions;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentIndexes;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentOutput;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever the order of the rows, the merged runs are what a sorted map makes of them. */
class SortedRunsTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);
  private static final Schema SCHEMA = Schema.parse("value int64");
  private static final int CHUNK = 50;
  private static final int ASCENDING = 8;

  private final StorageEngine storage = EngineRegistry.get().storage().select("memory").open("");
  private final SegmentIndexes indexes =
      new SegmentIndexes(storage, EngineRegistry.get().index().select("auto").create());
  private final AtomicInteger names = new AtomicInteger();

  @AfterEach
  void close() {
    storage.close();
  }

  private SortedRuns newRuns() {
    return new SortedRuns(
        () ->
            new SegmentOutput(
                storage, SCHEMA, indexes, () -> "s" + names.incrementAndGet() + ".arrow", 20),
        CHUNK,
        ASCENDING);
  }

  private static RowVersion row(long key, long value) {
    return new RowVersion(key, 7, false, new Object[] {value});
  }

  private Map<Long, Object> merged(List<List<SegmentInfo>> runs) {
    List<Segment> segments = new ArrayList<>();
    for (List<SegmentInfo> run : runs) {
      for (int i = 1; i < run.size(); i++) {
        assertEquals(true, run.get(i - 1).maxKey() < run.get(i).minKey(), "a run is sorted");
      }
      run.forEach(info -> segments.add(Segment.open(storage, info, SCHEMA, indexes)));
    }
    TreeMap<Long, Object> rows = new TreeMap<>();
    MergedVersions versions = MergedVersions.of(segments);
    while (versions.advance()) {
      Objects.requireNonNull(versions.run(1))
          .forEach((segment, row, end) -> {
            assertEquals(7, segment.reader().seq(row));
            rows.put(versions.key(), String.valueOf(segment.reader().value(row, 0)));
          });
    }
    segments.forEach(Segment::release);
    return rows;
  }

  @Test
  void rowsInKeyOrder_areOneRun() {
    SortedRuns runs = newRuns();
    for (long key = 0; key < 1_000; key++) {
      runs.add(row(3 * key, key));
    }
    List<List<SegmentInfo>> finished = runs.finish();
    assertEquals(1, finished.size());
    assertEquals(1_000, merged(finished).size());
  }

  @Test
  void randomRows_lastOneWins() {
    Random random = new Random(SEED);
    for (int round = 0; round < 30; round++) {
      SortedRuns runs = newRuns();
      TreeMap<Long, Object> expected = new TreeMap<>();
      int rows = random.nextInt(600);
      int keys = 1 + random.nextInt(1_000);
      boolean nearlySorted = random.nextBoolean();
      for (int i = 0; i < rows; i++) {
        long key = nearlySorted ? i + random.nextInt(5) : random.nextInt(keys);
        runs.add(row(key, i));
        expected.put(key, String.valueOf(i));
      }
      assertEquals(expected, merged(runs.finish()), "round " + round + ", seed " + SEED);
    }
  }

  @Test
  void discard_removesEverything() {
    SortedRuns runs = newRuns();
    for (long key = 500; key > 0; key--) {
      runs.add(row(key, key));
    }
    assertEquals(false, storage.listBlobs("").isEmpty());
    runs.discard();
    assertEquals(List.of(), storage.listBlobs(""));
  }
}
