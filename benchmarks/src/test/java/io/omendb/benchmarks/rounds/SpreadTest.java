package io.omendb.benchmarks.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void medianAndQuartiles() {
    Spread spread = Spread.of(10, 8, 12, 9, 11);
    assertEquals(10, spread.median());
    assertEquals(0.1, spread.relative(), 1e-12, "quartiles 9 and 11");
  }

  @Test
  void oneOutlier_changesLittle() {
    assertEquals(10, Spread.of(10, 10, 10, 10, 1_000).median());
    assertEquals(0, Spread.of(10, 10, 10, 10, 1_000).relative());
  }

  @Test
  void evenNumber_isBetweenTheMiddleTwo() {
    assertEquals(2.5, Spread.of(4, 1, 2, 3).median());
  }

  @Test
  void nothing_isRefused() {
    assertThrows(IllegalArgumentException.class, Spread::of);
  }

  @Test
  void aTimer_runsATaskAsOftenAsAsked() {
    RoundTimer timer = new RoundTimer();
    long[] done = {0};
    Task task = operations -> done[0] += operations;
    int operations = timer.warmUp(task, 1);
    assertEquals(1, operations, "one takes a nanosecond at least");
    long before = done[0];
    timer.nanosPerOperation(task, 1_000);
    assertEquals(1_000, done[0] - before);
  }
}
