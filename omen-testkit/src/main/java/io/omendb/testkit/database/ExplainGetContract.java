package io.omendb.testkit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.ErrorCode;
import io.omendb.GetPlan;
import io.omendb.GetPlan.Answer;
import io.omendb.GetPlan.MemTableLookup;
import io.omendb.GetPlan.Probe;
import io.omendb.GetPlan.SegmentLookup;
import io.omendb.GetPlan.Source;
import io.omendb.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plan of a get says what the get does. */
interface ExplainGetContract extends DatabaseFixture {
  private static List<SegmentLookup> segments(GetPlan plan) {
    return plan.levels().stream().flatMap(level -> level.segments().stream()).toList();
  }

  /** The answers in the order in which the places are asked. */
  private static List<Answer> answers(GetPlan plan) {
    List<Answer> answers =
        new ArrayList<>(plan.memTables().stream().map(MemTableLookup::answer).toList());
    segments(plan).forEach(segment -> answers.add(segment.answer()));
    return answers;
  }

  private static boolean answers(Answer answer) {
    return answer == Answer.FOUND || answer == Answer.DELETED;
  }

  @ParameterizedTest
  @EnumSource
  default void explainGet_equalsGet(Stage stage) {
    LayeredRows rows = LayeredRows.in(this, SEED);
    Collection collection = stage.move(this, rows.collection());
    Map<String, SegmentStats> stats =
        collection.stats().segments().stream()
            .collect(Collectors.toMap(SegmentStats::name, Function.identity()));
    LongStream.of(rows.probes())
        .distinct()
        .limit(400)
        .forEach(key -> {
          GetPlan plan = collection.explainGet(key);
          assertEquals(key, plan.key());
          assertEquals(collection.stats().seq(), plan.seq());
          assertEquals(collection.get(key).isPresent(), plan.found(), plan::toString);
          assertEquals(rows.live().containsKey(key), plan.found(), plan::toString);
          assertTrue(plan.totalNanos() > 0 && plan.repetitions() > 0, plan::toString);
          checkOrder(plan);
          assertEquals(
              stats.keySet(),
              segments(plan).stream().map(SegmentLookup::name).collect(Collectors.toSet()));
          for (SegmentLookup segment : segments(plan)) {
            checkSegment(key, segment, Objects.requireNonNull(stats.get(segment.name())));
          }
        });
  }

  /** Nobody is asked once there is an answer, which is the last that was given. */
  private static void checkOrder(GetPlan plan) {
    List<Answer> given =
        answers(plan).stream().filter(answer -> answer != Answer.NOT_ASKED).toList();
    for (int i = 0; i + 1 < given.size(); i++) {
      assertTrue(given.get(i) == Answer.ABSENT || given.get(i) == Answer.FILTERED, plan::toString);
    }
    boolean inMemTable = plan.memTables().stream().anyMatch(m -> answers(m.answer()));
    Source expected =
        switch (given.isEmpty() ? Answer.ABSENT : given.getLast()) {
          case FOUND -> inMemTable ? Source.MEMTABLE : Source.SEGMENT;
          case DELETED -> Source.DELETED;
          case ABSENT, FILTERED, NOT_ASKED -> Source.NOWHERE;
        };
    assertEquals(expected, plan.source(), plan::toString);
  }

  private static void checkSegment(long key, SegmentLookup segment, SegmentStats stats) {
    assertEquals(stats.rows(), segment.rows());
    assertEquals(stats.minKey(), segment.minKey());
    assertEquals(stats.maxKey(), segment.maxKey());
    assertEquals(stats.indexEngine(), segment.indexEngine());
    assertEquals(stats.indexChosen(), segment.indexChosen());
    assertEquals(stats.indexReason(), segment.indexReason());
    assertEquals(stats.minKey() <= key && key <= stats.maxKey(), segment.admits());
    Probe probe = segment.probe();
    if (segment.answer() == Answer.NOT_ASKED) {
      assertNull(probe, segment::toString);
      return;
    }
    assertTrue(segment.admits(), segment::toString);
    if (segment.answer() == Answer.FILTERED) {
      assertNull(probe, segment::toString);
      return;
    }
    assertNotNull(probe, segment::toString);
    assertTrue(probe.nanos() >= 0, segment::toString);
    assertTrue(probe.low() <= probe.predicted(), segment::toString);
    assertTrue(probe.predicted() <= probe.high(), segment::toString);
    assertEquals(answers(segment.answer()), probe.position().isPresent(), segment::toString);
    assertEquals(answers(segment.answer()), probe.insideBounds(), segment::toString);
    probe
        .position()
        .ifPresent(position -> {
          assertTrue(0 <= position && position < segment.rows(), segment::toString);
          assertEquals(Math.abs(position - probe.predicted()), probe.error().orElseThrow());
          assertTrue(probe.error().orElseThrow() <= stats.maxError(), segment::toString);
        });
  }

  @Test
  default void explainGet_positions_areThoseOfTheRows() {
    Collection cubes = create("cubes", "value int64");
    cubes.put(LongStream.range(0, 200).mapToObj(i -> Row.of(i * i * i)).toList());
    cubes.merge();
    for (long i = 0; i < 200; i++) {
      GetPlan plan = cubes.explainGet(i * i * i);
      SegmentLookup found =
          segments(plan).stream().filter(s -> s.answer() == Answer.FOUND).findFirst().orElseThrow();
      long before = Math.round(Math.cbrt((double) found.minKey()));
      Probe probe = found.probe();
      assertNotNull(probe);
      assertEquals(i - before, probe.position().orElseThrow(), found::toString);
    }
  }

  @Test
  default void explainGet_ofAnEmptyCollection_findsNothingAnywhere() {
    GetPlan plan = create("empty", "").explainGet(0);
    assertEquals(Source.NOWHERE, plan.source());
    assertEquals(List.of(), plan.levels());
    assertEquals(List.of(Answer.ABSENT), answers(plan));
    assertEquals(0, plan.memTables().getFirst().versions());
  }

  @Test
  default void explainGet_outsideEveryKeyRange_asksNoSegment() {
    Collection rows = create("some", "");
    rows.put(LongStream.range(0, 100).mapToObj(Row::of).toList());
    rows.flush();
    for (long key : new long[] {-1, 100, Long.MIN_VALUE, Long.MAX_VALUE}) {
      GetPlan plan = rows.explainGet(key);
      assertEquals(Source.NOWHERE, plan.source());
      assertEquals(2, segments(plan).size(), "100 rows in segments of 64");
      for (SegmentLookup segment : segments(plan)) {
        assertEquals(Answer.NOT_ASKED, segment.answer());
        assertTrue(!segment.admits() && segment.probe() == null, segment::toString);
      }
    }
  }

  @Test
  default void explainGet_ofADeletedRow_saysWhoDeletesIt() {
    Collection rows = create("some", "");
    rows.put(Row.of(1));
    rows.put(Row.of(2));
    rows.flush();
    rows.delete(1);
    GetPlan inMemory = rows.explainGet(1);
    assertEquals(Source.DELETED, inMemory.source());
    assertEquals(List.of(Answer.DELETED, Answer.NOT_ASKED), answers(inMemory));
    rows.flush();
    GetPlan inSegments = rows.explainGet(1);
    assertEquals(Source.DELETED, inSegments.source());
    assertEquals(List.of(Answer.ABSENT, Answer.DELETED, Answer.NOT_ASKED), answers(inSegments));
    rows.merge();
    GetPlan merged = rows.explainGet(1);
    assertEquals(Source.NOWHERE, merged.source());
    assertEquals(Source.SEGMENT, rows.explainGet(2).source());
  }

  @Test
  default void explainGet_ofADroppedCollection_isRefused() {
    Collection rows = create("some", "");
    database().dropCollection("some");
    Refusals.assertCode(ErrorCode.COLLECTION_NOT_FOUND, () -> rows.explainGet(1));
  }
}
