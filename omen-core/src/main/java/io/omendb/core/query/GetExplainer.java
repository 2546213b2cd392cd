package io.omendb.core.query;

import io.omendb.GetPlan;
import io.omendb.GetPlan.Answer;
import io.omendb.GetPlan.LevelLookup;
import io.omendb.GetPlan.MemTableLookup;
import io.omendb.GetPlan.Probe;
import io.omendb.GetPlan.SegmentLookup;
import io.omendb.GetPlan.Source;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.memtable.MemVersion;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentLevel;
import io.omendb.spi.index.IndexStats;
import io.omendb.spi.index.LevelIndex;
import io.omendb.spi.index.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One get, step by step: asks the places that {@link PointLookup} asks, in its order, and notes
 * what each says. The time of the whole get is taken from PointLookup itself. For one thread and
 * one key; the caller keeps a reference of the state.
 */
final class GetExplainer {
  private final ReadState state;
  private final long seq;
  private final long key;
  private final MedianTime time = new MedianTime();
  private Source source = Source.NOWHERE;
  private boolean answered;

  GetExplainer(ReadState state, long seq, long key) {
    this.state = state;
    this.seq = seq;
    this.key = key;
  }

  /**
   * The steps of the get.
   *
   * @param lookup performs the whole get, to time it
   */
  GetPlan explain(PointLookup lookup) {
    List<MemTableLookup> memTables = new ArrayList<>();
    for (MemTable memTable : state.memTables()) {
      memTables.add(ask(memTable));
    }
    List<LevelLookup> levels = new ArrayList<>();
    for (SegmentLevel level : state.levels().levels()) {
      List<SegmentLookup> segments = new ArrayList<>();
      for (Segment segment : level.segments()) {
        segments.add(ask(level, segment));
      }
      levels.add(new LevelLookup(level.description(), segments));
    }
    long nanos = time.ofOne(() -> lookup.get(state, seq, key) == null ? 0 : 1);
    return new GetPlan(key, seq, memTables, levels, source, MedianTime.REPETITIONS, nanos);
  }

  private MemTableLookup ask(MemTable memTable) {
    if (answered) {
      return new MemTableLookup(memTable.count(), Answer.NOT_ASKED, 0);
    }
    MemVersion version = memTable.get(key, seq);
    Answer answer = version == null ? Answer.ABSENT : answered(version.deleted(), Source.MEMTABLE);
    long nanos = time.ofMany(() -> memTable.contains(key, seq) ? 1 : 0);
    return new MemTableLookup(memTable.count(), answer, nanos);
  }

  private SegmentLookup ask(SegmentLevel level, Segment segment) {
    if (answered || !segment.admits(key)) {
      return describe(segment, Answer.NOT_ASKED, null);
    }
    if (!level.admits(key)) {
      return describe(segment, Answer.FILTERED, null);
    }
    long place = level.find(key);
    boolean found = place != LevelIndex.NOT_FOUND;
    int row = LevelIndex.position(place);
    Answer answer = found ? answered(segment.reader().deleted(row), Source.SEGMENT) : Answer.ABSENT;
    Prediction prediction = segment.predict(key);
    Probe probe =
        new Probe(
            prediction.position(),
            prediction.low(),
            prediction.high(),
            found ? OptionalInt.of(row) : OptionalInt.empty(),
            time.ofMany(() -> level.find(key)));
    return describe(segment, answer, probe);
  }

  private Answer answered(boolean deleted, Source holder) {
    answered = true;
    source = deleted ? Source.DELETED : holder;
    return deleted ? Answer.DELETED : Answer.FOUND;
  }

  private SegmentLookup describe(Segment segment, Answer answer, @Nullable Probe probe) {
    IndexStats index = segment.indexStats();
    return new SegmentLookup(
        segment.info().name(),
        segment.info().rows(),
        segment.info().minKey(),
        segment.info().maxKey(),
        segment.admits(key),
        index.engine(),
        index.chosen(),
        index.reason(),
        index.learned(),
        answer,
        probe);
  }
}
