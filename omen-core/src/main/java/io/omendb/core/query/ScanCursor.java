package io.omendb.core.query;

import io.omendb.Cancellation;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.ScanSpec;
import io.omendb.Schema;
import io.omendb.core.filter.FilterPlan;
import java.util.NoSuchElementException;

/** The live rows of a state in key order; holds a reference of the state until closed. */
final class ScanCursor implements RowCursor {
  /** Rows between two looks at whether the scan is still wanted. */
  private static final int CHECK_STEPS = 1024;

  private final ReadState state;
  private final MergedVersions versions;
  private final Schema projected;
  private final int[] columns;
  private final Runnable checkOpen;
  private long left;
  private int steps;
  private boolean found;
  private boolean closed;

  /** Takes over the caller's reference of the state. */
  ScanCursor(ReadState state, long seq, ScanSpec spec, Schema schema, Runnable checkOpen) {
    this.state = state;
    this.projected = Columns.project(schema, spec.columns());
    this.columns = Columns.of(schema, spec.columns());
    this.checkOpen = checkOpen;
    this.left = spec.limit();
    FilterPlan plan = FilterPlan.of(schema, spec.keys(), spec.where());
    this.versions = MergedVersions.of(state, seq, plan.keys(), spec.descending(), plan.filter());
  }

  @Override
  public boolean hasNext() {
    if (closed) {
      throw new OmenException(ErrorCode.CLOSED, "The cursor is closed");
    }
    checkOpen.run();
    while (!found && left > 0) {
      if (++steps % CHECK_STEPS == 0) {
        Cancellation.check();
      }
      if (!versions.advance()) {
        left = 0;
      } else if (versions.matches()) {
        found = true;
      }
    }
    return found;
  }

  @Override
  public Row next() {
    if (!found && !hasNext()) {
      throw new NoSuchElementException();
    }
    found = false;
    left--;
    return projected.row(versions.key(), versions.values(columns));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      found = false;
      state.release();
    }
  }
}
