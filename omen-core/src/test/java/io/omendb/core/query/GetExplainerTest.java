package io.omendb.core.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.omendb.GetPlan;
import io.omendb.GetPlan.Answer;
import io.omendb.GetPlan.MemTableLookup;
import io.omendb.GetPlan.Source;
import io.omendb.Schema;
import io.omendb.core.memtable.MemTable;
import io.omendb.core.memtable.MemTables;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.SegmentLevels;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several memtables, which a database has for moments only; newest first as in a state. */
class GetExplainerTest {
  private static final Schema SCHEMA = Schema.of();
  private static final PointLookup LOOKUP = new PointLookup(SCHEMA);

  private final MemTable oldest = memTable(new RowVersion(1, 1, false, new Object[0]));
  private final MemTable middle = memTable(new RowVersion(1, 2, true, RowVersion.NO_VALUES));
  private final MemTable newest = memTable(new RowVersion(1, 3, false, new Object[0]));
  private final ReadState state =
      new ReadState(List.of(newest, middle, oldest), SegmentLevels.EMPTY);

  private static MemTable memTable(RowVersion version) {
    MemTable memTable = MemTables.of(SCHEMA);
    MemTables.add(memTable, SCHEMA, version);
    return memTable;
  }

  private GetPlan explain(long seq, long key) {
    return new GetExplainer(state, seq, key).explain(LOOKUP);
  }

  private static List<Answer> answers(GetPlan plan) {
    return plan.memTables().stream().map(MemTableLookup::answer).toList();
  }

  @Test
  void newestVersion_endsTheLookup() {
    GetPlan plan = explain(3, 1);
    assertEquals(Source.MEMTABLE, plan.source());
    assertEquals(List.of(Answer.FOUND, Answer.NOT_ASKED, Answer.NOT_ASKED), answers(plan));
    assertEquals(0, plan.memTables().getLast().nanos());
  }

  @Test
  void versionsAboveTheSeq_areNotSeen() {
    assertEquals(List.of(Answer.ABSENT, Answer.DELETED, Answer.NOT_ASKED), answers(explain(2, 1)));
    assertEquals(Source.DELETED, explain(2, 1).source());
    assertNull(LOOKUP.get(state, 2, 1));
    assertEquals(List.of(Answer.ABSENT, Answer.ABSENT, Answer.FOUND), answers(explain(1, 1)));
    assertEquals(Source.MEMTABLE, explain(1, 1).source());
  }

  @Test
  void unknownKey_asksThemAll() {
    GetPlan plan = explain(3, 2);
    assertEquals(Source.NOWHERE, plan.source());
    assertEquals(List.of(Answer.ABSENT, Answer.ABSENT, Answer.ABSENT), answers(plan));
  }
}
