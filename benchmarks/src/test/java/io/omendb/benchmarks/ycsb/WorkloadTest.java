package io.omendb.benchmarks.ycsb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.OmenException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The mixes of the core workloads. */
class WorkloadTest {
  private static final int DRAWS = 100_000;

  private static Map<YcsbOperation, Double> drawn(Workload workload) {
    SplittableRandom random = new SplittableRandom(3);
    Map<YcsbOperation, Double> shares = new EnumMap<>(YcsbOperation.class);
    for (int i = 0; i < DRAWS; i++) {
      shares.merge(workload.next(random), 1.0 / DRAWS, Double::sum);
    }
    return shares;
  }

  private static void assertMix(
      Workload workload, YcsbOperation one, double share, YcsbOperation other) {
    Map<YcsbOperation, Double> shares = drawn(workload);
    assertEquals(EnumSet.of(one, other), shares.keySet(), workload::toString);
    assertEquals(share, shares.getOrDefault(one, 0.0), 0.01, workload::toString);
  }

  @Test
  void mixes_areThoseOfThePaper() {
    assertMix(Workload.A, YcsbOperation.READ, 0.5, YcsbOperation.UPDATE);
    assertMix(Workload.B, YcsbOperation.READ, 0.95, YcsbOperation.UPDATE);
    assertEquals(Map.of(YcsbOperation.READ, 100), Workload.C.percents());
    assertMix(Workload.D, YcsbOperation.READ, 0.95, YcsbOperation.INSERT);
    assertMix(Workload.E, YcsbOperation.SCAN, 0.95, YcsbOperation.INSERT);
    assertMix(Workload.F, YcsbOperation.READ, 0.5, YcsbOperation.READ_MODIFY_WRITE);
    for (Workload workload : Workload.values()) {
      assertEquals(100, workload.percents().values().stream().mapToInt(share -> share).sum());
      assertEquals(
          workload == Workload.D ? Distribution.LATEST : Distribution.ZIPFIAN,
          workload.distribution());
    }
  }

  @Test
  void names_areParsedIntoTheOrderInWhichTheyRun() {
    assertEquals(List.of("a", "b", "c", "d", "e", "f"), Workload.names());
    assertEquals(EnumSet.allOf(Workload.class), Workload.parse(List.of()));
    assertEquals(EnumSet.allOf(Workload.class), Workload.parse(List.of("all")));
    assertEquals(
        List.of(Workload.A, Workload.E, Workload.D),
        List.copyOf(Workload.parse(List.of("d", "e", "a"))));
    OmenException e = assertThrows(OmenException.class, () -> Workload.parse(List.of("a", "g")));
    assertTrue(e.what().contains("'g'"), e.what());
  }
}
