package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.testkit.disk.FaultPlan;
import io.omendb.testkit.disk.SimulatedDisk;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The power goes at each write to the disk of one script after another, in a part of the cases
 * again while the database recovers. {@code omendb.test.seed} runs one script.
 */
class PowerLossTest {
  private static final boolean LONG = Boolean.getBoolean("omendb.test.long");
  private static final int CUTS = LONG ? 10_000 : 1_000;
  private static final int STEPS = 40;

  private int cuts;
  private int withLoss;
  private int inRecovery;

  @Test
  @Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void powerLoss_losesASuffixOfAsyncCommitsAtMost() {
    Long only = Long.getLong("omendb.test.seed");
    for (long seed = only == null ? 0 : only; cuts < CUTS; seed++) {
      boolean cut = true;
      for (int change = 1; cut && cuts < CUTS; change++) {
        cut = cutAt(change, seed);
      }
      if (only != null) {
        return;
      }
    }
    System.out.printf(
        "PowerLossTest: %d power cuts, %d with unsynced data outstanding, %d in recovery%n",
        cuts, withLoss, inRecovery);
    assertTrue(withLoss >= cuts / 5, () -> "only " + withLoss + " cuts could lose something");
    assertTrue(inRecovery >= cuts / 100, () -> "only " + inRecovery + " cuts in recovery");
  }

  /** Returns false where the script ends before that change. */
  private boolean cutAt(int change, long seed) {
    SimulatedDisk disk = new SimulatedDisk(seed * 10_007 + change);
    Workload workload = new Workload(disk, Workload.options(seed), seed);
    Random random = new Random(seed * 31 + change);
    try {
      disk.plan(FaultPlan.powerOffAtChange(change));
      workload.run(STEPS);
      boolean cut = disk.isOff();
      disk.powerOff();
      cuts++;
      withLoss += disk.hadUnsyncedAtPowerOff() || workload.ledger().hasMoreToLose() ? 1 : 0;
      workload.abandon();
      disk.powerOn();
      while (random.nextInt(3) == 0) {
        disk.plan(FaultPlan.powerOffAtChange(1 + random.nextInt(4)));
        workload.recoverFaultily();
        inRecovery += disk.isOff() ? 1 : 0;
        disk.powerOn();
      }
      workload.recover();
      return cut;
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(
          "seed %d, power off at change %d, in %s".formatted(seed, change, workload.last()),
          failure);
    }
  }
}
