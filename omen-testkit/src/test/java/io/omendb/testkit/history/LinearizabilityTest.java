package io.omendb.testkit.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.testkit.history.History.Event;
import io.omendb.testkit.history.RowOperation.Get;
import io.omendb.testkit.history.RowOperation.GetVersioned;
import io.omendb.testkit.history.RowOperation.Put;
import io.omendb.testkit.history.RowOperation.PutIfAbsent;
import io.omendb.testkit.history.RowOperation.PutIfUnchanged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Good histories pass and planted faults do not; small ones are also decided by brute force. */
final class LinearizabilityTest {
  private static final long ABSENT = RowState.ABSENT;

  private static Event<RowState> event(long called, long returned, RowOperation operation) {
    return new Event<>(called, returned, operation);
  }

  private static boolean holds(List<Event<RowState>> events) {
    return Linearizability.holds(RowState.INITIAL, events);
  }

  @Test
  void nothing_holds() {
    assertTrue(holds(List.of()));
  }

  @Test
  void overlappingReads_maySeeEither() {
    Event<RowState> put = event(1, 10, new Put(7, 1));
    assertTrue(holds(List.of(put, event(2, 3, new Get(7)), event(4, 5, new Get(7)))));
    assertTrue(holds(List.of(put, event(2, 3, new Get(ABSENT)), event(4, 5, new Get(7)))));
    assertTrue(holds(List.of(put, event(2, 5, new Get(7)), event(4, 5, new Get(ABSENT)))));
  }

  @Test
  void readsThatGoBack_fail() {
    assertFalse(
        holds(
            List.of(
                event(1, 10, new Put(7, 1)),
                event(2, 3, new Get(7)),
                event(4, 5, new Get(ABSENT)))));
  }

  @Test
  void staleRead_fails() {
    assertFalse(holds(List.of(event(1, 2, new Put(7, 1)), event(3, 4, new Get(ABSENT)))));
    assertFalse(
        holds(
            List.of(
                event(1, 2, new Put(7, 1)), event(3, 4, new Put(8, 2)), event(5, 6, new Get(7)))));
  }

  @Test
  void lostPut_andDeleteThatDidNothing_fail() {
    assertFalse(
        holds(
            List.of(
                event(1, 2, new Put(7, 1)),
                event(3, 4, new Put(ABSENT, 2)),
                event(5, 6, new Get(7)))));
  }

  @Test
  void valueThatNobodyWrote_fails() {
    assertFalse(holds(List.of(event(1, 2, new Put(7, 1)), event(1, 2, new Get(9)))));
  }

  @Test
  void seqsAgainstTime_fail() {
    assertTrue(holds(List.of(event(1, 4, new Put(7, 2)), event(2, 3, new Put(8, 1)))));
    assertFalse(holds(List.of(event(1, 2, new Put(7, 2)), event(3, 4, new Put(8, 1)))));
  }

  @Test
  void unansweredPut_mayHaveHappenedOrNot_butNotTwice() {
    Event<RowState> unanswered = event(1, History.NEVER, new Put(7, RowState.UNKNOWN));
    assertTrue(holds(List.of(unanswered, event(2, 3, new Get(ABSENT)))));
    assertTrue(holds(List.of(unanswered, event(2, 3, new Get(ABSENT)), event(4, 5, new Get(7)))));
    assertFalse(
        holds(
            List.of(
                unanswered,
                event(2, 3, new Get(7)),
                event(4, 5, new Put(8, 5)),
                event(6, 7, new Get(8)),
                event(8, 9, new Get(7)))));
    assertFalse(holds(List.of(unanswered, event(2, 3, new Get(7)), event(4, 5, new Get(ABSENT)))));
  }

  @Test
  void lostUpdate_fails() {
    Event<RowState> put = event(1, 2, new Put(7, 1));
    Event<RowState> first = event(3, 6, new PutIfUnchanged(8, 1, 2, false));
    assertTrue(holds(List.of(put, first, event(4, 6, new PutIfUnchanged(9, 1, -1, true)))));
    assertFalse(holds(List.of(put, first, event(4, 6, new PutIfUnchanged(9, 1, 3, false)))));
  }

  @Test
  void twoFirstWriters_fail() {
    Event<RowState> first = event(1, 4, new PutIfAbsent(7, 1, false));
    assertTrue(holds(List.of(first, event(2, 5, new PutIfAbsent(8, -1, true)))));
    assertFalse(holds(List.of(first, event(2, 5, new PutIfAbsent(8, 2, false)))));
  }

  @Test
  void refusalWithoutReason_fails() {
    assertFalse(holds(List.of(event(1, 2, new PutIfAbsent(8, -1, true)))));
    assertFalse(
        holds(
            List.of(event(1, 2, new Put(7, 1)), event(3, 4, new PutIfUnchanged(8, 1, -1, true)))));
  }

  @Test
  void commitOfARow_isThatOfItsWriter() {
    Event<RowState> put = event(1, 2, new Put(7, 5));
    assertTrue(holds(List.of(put, event(3, 4, new GetVersioned(7, 5)))));
    assertFalse(holds(List.of(put, event(3, 4, new GetVersioned(7, 6)))));
    Event<RowState> unanswered = event(1, History.NEVER, new Put(8, RowState.UNKNOWN));
    Event<RowState> read = event(3, 4, new GetVersioned(8, 9));
    assertTrue(holds(List.of(unanswered, read)));
    assertFalse(holds(List.of(unanswered, read, event(5, 6, new GetVersioned(8, 10)))));
  }

  @Test
  void smallHistories_areDecidedAsByBruteForce() {
    Random random = new Random(5);
    int good = 0;
    int rounds = 5_000;
    for (int round = 0; round < rounds; round++) {
      List<Event<RowState>> events = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        long called = random.nextInt(20);
        long returned = random.nextInt(8) == 0 ? History.NEVER : called + (long) random.nextInt(10);
        long value = random.nextInt(3) - 1L;
        boolean put = random.nextBoolean() || returned == History.NEVER;
        events.add(
            event(called, returned, put ? new Put(value, RowState.UNKNOWN) : new Get(value)));
      }
      boolean expected = bruteForce(RowState.INITIAL, events);
      assertEquals(
          expected, Linearizability.holds(RowState.INITIAL, events), () -> events.toString());
      good += expected ? 1 : 0;
    }
    assertTrue(good > rounds / 10 && good < rounds * 9 / 10, "good ones: " + good);
  }

  /** Tries every order. */
  private static boolean bruteForce(RowState state, List<Event<RowState>> left) {
    if (left.stream().allMatch(event -> event.returned() == History.NEVER)) {
      return true;
    }
    long firstReturn = Collections.min(left.stream().map(Event::returned).toList());
    for (Event<RowState> event : left) {
      RowState next = event.operation().apply(state);
      if (event.called() <= firstReturn && next != null) {
        List<Event<RowState>> rest = new ArrayList<>(left);
        rest.remove(event);
        if (bruteForce(next, rest)) {
          return true;
        }
      }
    }
    return false;
  }
}
