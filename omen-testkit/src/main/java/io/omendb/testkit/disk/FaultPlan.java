package io.omendb.testkit.disk;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Decides how the operations of a {@link SimulatedDisk} end. */
@FunctionalInterface
public interface FaultPlan {
  /** No faults. */
  FaultPlan NONE = operation -> DiskFault.NONE;

  /**
   * How this operation ends; called once for each, in their order, never by two threads at once.
   */
  DiskFault next(DiskOperation operation);

  /** Cuts the power at a write, counted from 1. */
  static FaultPlan powerOffAtChange(long number) {
    AtomicLong changes = new AtomicLong();
    return operation ->
        operation.isChange() && changes.incrementAndGet() == number
            ? DiskFault.POWER_OFF
            : DiskFault.NONE;
  }

  /** Fails one operation, counted from 1 over reads and writes. */
  static FaultPlan once(long number, DiskFault fault) {
    AtomicLong operations = new AtomicLong();
    return operation -> operations.incrementAndGet() == number ? fault : DiskFault.NONE;
  }

  /** Fails one operation, counted from 1 over reads and writes, and all later ones of its kind. */
  static FaultPlan forEver(long number) {
    AtomicLong operations = new AtomicLong();
    AtomicReference<@Nullable DiskOperation> failing = new AtomicReference<>();
    return operation -> {
      if (operations.incrementAndGet() == number) {
        failing.set(operation);
      }
      return operation == failing.get() ? DiskFault.FAIL_BEFORE : DiskFault.NONE;
    };
  }
}
