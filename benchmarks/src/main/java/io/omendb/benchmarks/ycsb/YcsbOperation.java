package io.omendb.benchmarks.ycsb;

import java.util.Locale;

/** What a workload is mixed of. */
public enum YcsbOperation {
  /** A whole row that is there. */
  READ,
  /** A whole row that is there gets a new value. */
  UPDATE,
  /** A row that was not there. */
  INSERT,
  /** 1 to 100 rows in key order from a row on. */
  SCAN,
  /** A row is read, then gets a new value. */
  READ_MODIFY_WRITE;

  /** The name in results. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
