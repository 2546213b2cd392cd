package io.omendb.core.query;

import io.omendb.ArrowBatch;
import io.omendb.ArrowCursor;
import io.omendb.Cancellation;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.ScanSpec;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowRows;
import io.omendb.core.arrow.RowColumns;
import io.omendb.core.filter.FilterPlan;
import io.omendb.core.segment.Segment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The live rows of a state in key order as record batches: columns of segments are copied as they
 * lie there, rows of memtables one by one. Holds a reference of the state until closed.
 */
final class ArrowScan implements ArrowCursor {
  /** Bytes of values at which a batch ends; the last row may exceed them. */
  private static final int BATCH_BYTES = 1 << 20;

  /** Rows at which a batch ends. */
  private static final int BATCH_ROWS = 16_384;

  /** Steps, each of one row or many, between two looks at whether the scan is still wanted. */
  private static final int CHECK_STEPS = 1024;

  private final ReadState state;
  private final MergedVersions versions;
  private final Schema projected;
  private final int[] columns;
  private final RowColumns batch;
  private final Runnable checkOpen;
  private long left;
  private int steps;
  private boolean closed;

  /** Takes over the caller's reference of the state. */
  ArrowScan(ReadState state, long seq, ScanSpec spec, Schema schema, Runnable checkOpen) {
    this.state = state;
    this.projected = Columns.project(schema, spec.columns());
    this.columns = Columns.of(schema, spec.columns());
    this.batch = new RowColumns(projected);
    this.checkOpen = checkOpen;
    this.left = spec.limit();
    FilterPlan plan = FilterPlan.of(schema, spec.keys(), spec.where());
    this.versions = MergedVersions.of(state, seq, plan.keys(), spec.descending(), plan.filter());
  }

  @Override
  public ByteBuffer schema() {
    return ByteBuffer.wrap(ArrowRows.schemaMessage(projected));
  }

  @Override
  public @Nullable ArrowBatch next() {
    if (closed) {
      throw new OmenException(ErrorCode.CLOSED, "The cursor is closed");
    }
    checkOpen.run();
    batch.clear();
    while (left > batch.rows() && !isFull() && versions.advance()) {
      addRows();
    }
    left -= batch.rows();
    if (batch.rows() == 0) {
      left = 0;
      return null;
    }
    return new ArrowBatch(ByteBuffer.wrap(batch.toMessage()), batch.rows());
  }

  private boolean isFull() {
    return batch.rows() >= BATCH_ROWS || batch.sizeInBytes() >= BATCH_BYTES;
  }

  /** Adds the present row and those that can be copied with it. */
  private void addRows() {
    if (++steps % CHECK_STEPS == 0) {
      Cancellation.check();
    }
    SegmentRun run = versions.run((int) Math.min(left - batch.rows(), BATCH_ROWS - batch.rows()));
    if (run != null) {
      SegmentRun fitting = run.fitting(columns, BATCH_BYTES - batch.sizeInBytes());
      fitting.forEachMatching(this::add);
      versions.skipTo(fitting);
    } else if (versions.matches()) {
      batch.add(versions.key(), versions.values(columns));
    }
  }

  private void add(Segment segment, int from, int to) {
    segment.reader().addKeysTo(batch.keys(), from, to);
    for (int i = 0; i < columns.length; i++) {
      segment.reader().addTo(batch.value(i), columns[i], from, to);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      state.release();
    }
  }
}
