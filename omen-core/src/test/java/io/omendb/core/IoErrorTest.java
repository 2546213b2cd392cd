package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.OmenException;
import io.omendb.testkit.disk.DiskFault;
import io.omendb.testkit.disk.DiskOperation;
import io.omendb.testkit.disk.FaultPlan;
import io.omendb.testkit.disk.SimulatedDisk;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An operation of the disk fails, read or write, once or for ever, while the database is used and
 * while it recovers. {@code omendb.test.seed} runs one case.
 */
class IoErrorTest {
  private static final boolean LONG = Boolean.getBoolean("omendb.test.long");
  private static final int CASES = LONG ? 5_000 : 500;
  private static final int STEPS = 40;

  private final Map<Long, Integer> counts = new HashMap<>();
  private int failed;
  private int ofReads;

  private static FaultPlan fault(long number, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> FaultPlan.once(number, DiskFault.FAIL_BEFORE);
      case 1 -> FaultPlan.once(number, DiskFault.FAIL_AFTER);
      default -> FaultPlan.forEver(number);
    };
  }

  /** Operations of the script of a seed, without faults; counted once for each. */
  private int operations(long script) {
    return counts.computeIfAbsent(script, IoErrorTest::countOperations);
  }

  private static int countOperations(long seed) {
    SimulatedDisk disk = new SimulatedDisk(seed);
    Workload workload = new Workload(disk, Workload.options(seed), seed);
    assertNull(workload.run(STEPS));
    workload.abandon();
    return (int) disk.operations();
  }

  @Test
  @Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void errorAtAnyOperation_losesNothingAndIsSaid() {
    Long only = Long.getLong("omendb.test.seed");
    for (long seed = 0; seed < CASES; seed++) {
      duringUse(only == null ? seed : only);
    }
    System.out.printf(
        "IoErrorTest: %d errors in use, %d of them failed a step, %d errors of reads%n",
        CASES, failed, ofReads);
    assertTrue(failed >= CASES / 2, () -> "only " + failed + " steps failed");
    assertTrue(ofReads >= CASES / 10, () -> "only " + ofReads + " errors of reads");
  }

  private void duringUse(long seed) {
    long script = seed / 25;
    Random random = new Random(seed);
    SimulatedDisk disk = new SimulatedDisk(seed);
    Workload workload = new Workload(disk, Workload.options(script), script);
    try {
      FaultPlan plan = fault(1 + random.nextInt(operations(script)), random);
      AtomicReference<@Nullable DiskOperation> first = new AtomicReference<>();
      disk.plan(operation -> {
        DiskFault fault = plan.next(operation);
        if (fault != DiskFault.NONE) {
          first.compareAndSet(null, operation);
        }
        return fault;
      });
      OmenException failure = workload.run(STEPS);
      DiskOperation operation = first.get();
      ofReads += operation != null && !operation.isChange() ? 1 : 0;
      if (failure != null) {
        failed++;
        workload.checkFailed(
            operation != null && operation.isChange() && operation != DiskOperation.DELETE_FILE);
      }
      workload.abandon();
      if (random.nextBoolean()) {
        workload.recoverFaultily();
      }
      if (random.nextBoolean()) {
        disk.powerOn();
      }
      disk.plan(FaultPlan.NONE);
      workload.recover();
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError("seed " + seed + ", in " + workload.last(), failure);
    }
  }

  @Test
  @Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void errorInRecovery_canBeRepeated() {
    Long only = Long.getLong("omendb.test.seed");
    int refused = 0;
    for (long seed = 0; seed < CASES; seed++) {
      refused += inRecovery(only == null ? seed : only) ? 1 : 0;
    }
    int count = refused;
    System.out.printf("IoErrorTest: %d errors in recovery, %d refused the open%n", CASES, count);
    assertTrue(count >= CASES / 4, () -> "only " + count + " opens were refused");
  }

  private static boolean inRecovery(long seed) {
    Random random = new Random(seed);
    SimulatedDisk disk = new SimulatedDisk(seed);
    Workload workload = new Workload(disk, Workload.options(seed), seed);
    try {
      disk.plan(FaultPlan.powerOffAtChange(50 + random.nextInt(150)));
      workload.run(STEPS);
      disk.powerOff();
      workload.abandon();
      disk.powerOn();
      boolean refused = false;
      for (int attempt = 0; attempt < 3; attempt++) {
        disk.plan(fault(1 + random.nextInt(60), random));
        refused |= workload.recoverFaultily() != null;
      }
      disk.plan(FaultPlan.NONE);
      workload.recover();
      return refused;
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError("seed " + seed + ", in " + workload.last(), failure);
    }
  }
}
