package io.omendb.testkit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.CollectionStats;
import io.omendb.CollectionStats.LearnedStats;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.Row;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Point reads of flushed rows go through the configured index, and the statistics prove it. */
interface LearnedIndexContract extends DatabaseFixture {
  /** Engines known to have a model; what others say of themselves is believed. */
  Set<String> LEARNED = Set.of("linear", "rmi", "pgm");

  int ROWS = 300;

  private Collection filled() {
    Collection squares = create("squares", "value int64");
    squares.put(LongStream.range(0, ROWS).mapToObj(i -> Row.of(i * i).with("value", i)).toList());
    return squares;
  }

  private boolean learned(LearnedStats stats) {
    boolean learned = !stats.errorHistogram().isEmpty();
    assertTrue(learned || !LEARNED.contains(database().engines().index()), stats::toString);
    return learned;
  }

  @ParameterizedTest
  @EnumSource(names = ".*FLUSHED.*|.*MERGED.*", mode = Mode.MATCH_ANY)
  default void getsOfFlushedRows_areAnsweredByTheIndex(Stage stage) {
    Collection squares = stage.move(this, filled());
    LearnedStats before = squares.stats().learned();
    for (long i = 0; i < ROWS; i++) {
      assertEquals(i, squares.get(i * i).orElseThrow().getLong("value"));
    }
    assertEquals(ROWS, squares.getAll(LongStream.range(0, ROWS).map(i -> i * i).toArray()).size());
    LearnedStats after = squares.stats().learned();
    long hits = after.hits() - before.hits();
    long fallbacks = after.fallbacks() - before.fallbacks();
    boolean learned = learned(after);
    assertEquals(learned ? 2 * ROWS : 0, hits, after::toString);
    assertEquals(learned ? 0 : 2 * ROWS, fallbacks, after::toString);
  }

  @Test
  default void getsOfTheMemtable_askNoIndex() {
    Collection squares = filled();
    squares.getAll(0, 1, 4);
    assertEquals(4, squares.get(16).orElseThrow().getLong("value"));
    assertEquals(new LearnedStats(0, 0, List.of()), squares.stats().learned());
  }

  @Test
  default void lookups_areRememberedAcrossAMerge() {
    Collection squares = filled();
    squares.flush();
    squares.getAll(0, 1, 4, 9);
    squares.delete(100);
    squares.merge();
    LearnedStats after = squares.stats().learned();
    assertEquals(4, after.hits() + after.fallbacks());
  }

  @ParameterizedTest
  @EnumSource(names = ".*FLUSHED.*|.*MERGED.*", mode = Mode.MATCH_ANY)
  default void segments_listTheConfiguredEngine(Stage stage) {
    Collection squares = stage.move(this, filled());
    CollectionStats stats = squares.stats();
    assertEquals(5, stats.segments().size(), "300 rows in segments of 64");
    long next = 0;
    for (SegmentStats segment : stats.segments()) {
      assertEquals(database().engines().index(), segment.indexEngine());
      boolean chose = !segment.indexChosen().equals(segment.indexEngine());
      assertEquals(chose, !segment.indexReason().isEmpty(), segment::toString);
      assertTrue(segment.indexBytes() >= 0 && segment.bytes() > 0, segment::toString);
      assertEquals(next * next, segment.minKey());
      next += segment.rows();
      assertEquals((next - 1) * (next - 1), segment.maxKey());
      assertTrue(segment.maxError() >= segment.meanError(), segment::toString);
    }
    assertEquals(ROWS, next);
    if (learned(stats.learned())) {
      long keys = stats.learned().errorHistogram().stream().mapToLong(Long::longValue).sum();
      assertEquals(ROWS, keys, "the histogram counts every key");
    }
  }
}
