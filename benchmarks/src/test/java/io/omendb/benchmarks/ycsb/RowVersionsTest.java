package io.omendb.benchmarks.ycsb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a read may return, and what it may not. */
class RowVersionsTest {
  private static final YcsbRows ROWS = new YcsbRows(100);

  private static void wrong(String part, Runnable check) {
    WrongAnswerException e = assertThrows(WrongAnswerException.class, check::run);
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.toString());
  }

  @Test
  void values_areOfTheirRowAndVersion() {
    byte[] value = ROWS.value(7, 3);
    assertEquals(100, value.length);
    assertEquals(3, ROWS.version(YcsbRows.key(7), value));
    assertArrayEquals(value, ROWS.value(7, 3));
    wrong("is that of row 7", () -> ROWS.version(YcsbRows.key(8), value));
    for (byte[] other : List.of(new byte[99], new byte[100])) {
      assertThrows(WrongAnswerException.class, () -> ROWS.version(YcsbRows.key(7), other));
    }
    wrong("absent", () -> ROWS.version(7, null));
    for (int i = 0; i < value.length; i++) {
      byte[] damaged = value.clone();
      damaged[i] ^= 1;
      assertThrows(
          WrongAnswerException.class, () -> ROWS.version(YcsbRows.key(7), damaged), "byte " + i);
    }
  }

  @Test
  void oneThread_leavesOneVersion() {
    RowVersions versions = new RowVersions(10);
    versions.check(4, 0, versions.oldest(4));
    for (int i = 1; i <= 3; i++) {
      assertEquals(i, versions.begin(4));
      versions.acknowledge(4);
    }
    long oldest = versions.oldest(4);
    assertEquals(3, oldest);
    versions.check(4, 3, oldest);
    wrong("version 2, it must be in 3..3", () -> versions.check(4, 2, oldest));
    wrong("version 4", () -> versions.check(4, 4, oldest));
    versions.check(5, 0, versions.oldest(5));
  }

  @Test
  void overlappingWrites_leaveAnyOfThem() {
    RowVersions versions = new RowVersions(1);
    versions.begin(0);
    versions.acknowledge(0);
    versions.begin(0); // 2
    versions.begin(0); // 3
    assertEquals(1, versions.oldest(0), "neither is acknowledged");
    versions.acknowledge(0);
    assertEquals(1, versions.oldest(0), "one is not yet");
    versions.acknowledge(0);
    assertEquals(2, versions.oldest(0), "either may be the last");
    versions.check(0, 2, 2);
    versions.check(0, 3, 2);
    wrong("version 1", () -> versions.check(0, 1, versions.oldest(0)));
  }

  @Test
  void insertedRows_areNeverUpdated() {
    RowVersions versions = new RowVersions(1);
    versions.check(99, 0, versions.oldest(99));
    wrong("Row 99", () -> versions.check(99, 1, versions.oldest(99)));
  }

  @Test
  void manyThreads_findNoFalseError() throws InterruptedException {
    RowVersions versions = new RowVersions(1);
    List<Throwable> failures = new ArrayList<>();
    long[] cell = {0};
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      boolean writes = i < 2;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (int round = 0; round < 20_000; round++) {
                    step(versions, cell, writes);
                  }
                } catch (RuntimeException e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), failures);
    assertEquals(40_000, versions.begin(0) - 1);
  }

  /** A register that is right: each write and each read is one step. */
  private static void step(RowVersions versions, long[] cell, boolean writes) {
    if (writes) {
      long version = versions.begin(0);
      synchronized (cell) {
        cell[0] = version;
      }
      versions.acknowledge(0);
      return;
    }
    long oldest = versions.oldest(0);
    long read;
    synchronized (cell) {
      read = cell[0];
    }
    versions.check(0, read, oldest);
  }

  private static ScanCheck scan(long[] loaded, long... found) {
    ScanCheck scan = new ScanCheck(ROWS, new RowVersions(3), loaded);
    scan.begin();
    for (long number : found) {
      scan.accept(YcsbRows.key(number), ROWS.value(number, 0));
    }
    return scan;
  }

  @Test
  void scans_passNothingOver() {
    long[] numbers = {0, 1, 2, 3}; // 3 is inserted later
    long[] byKey =
        Arrays.stream(numbers)
            .boxed()
            .sorted(Comparator.comparingLong(YcsbRows::key))
            .mapToLong(number -> number)
            .toArray();
    long[] loaded = LongStream.range(0, 3).map(YcsbRows::key).sorted().toArray();
    scan(loaded, byKey).check(0, 10);
    scan(loaded, byKey[0]).check(0, 1);
    scan(loaded).check(Long.MAX_VALUE, 10);
    long[] withoutInserted = Arrays.stream(byKey).filter(number -> number != 3).toArray();
    scan(loaded, withoutInserted).check(0, 10);
    wrong("passed over", () -> scan(loaded, withoutInserted[0], withoutInserted[2]).check(0, 2));
    wrong("passed over", () -> scan(loaded, withoutInserted[0]).check(0, 2));
    wrong("at most 1", () -> scan(loaded, byKey).check(0, 1));
    wrong("behind", () -> scan(loaded, byKey[1], byKey[0]).check(YcsbRows.key(byKey[1]), 4));
    wrong("behind", () -> scan(loaded, byKey[0], byKey[0]).check(0, 4));
  }
}
