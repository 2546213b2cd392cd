package io.omendb.testkit.disk;

/** How an operation of a {@link SimulatedDisk} ends. */
public enum DiskFault {
  /** As it should. */
  NONE,
  /** With an error; nothing was done. What a failed fsync did not write is never written. */
  FAIL_BEFORE,
  /** With an error, though it was done. */
  FAIL_AFTER,
  /** The power goes: it is done, or not, or in part, and all that follows fails. */
  POWER_OFF
}
