package io.omendb.core;

import io.omendb.ArrowCursor;
import io.omendb.ErrorCode;
import io.omendb.GetPlan;
import io.omendb.KeyRange;
import io.omendb.NearestPlan;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.ScanSpec;
import io.omendb.Schema;
import io.omendb.VersionedRow;
import io.omendb.View;
import io.omendb.core.query.ReadState;
import io.omendb.core.query.StateReader;
import io.omendb.predicate.Predicate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A state of a collection at a seq, pinned until closed. Safe for concurrent use. */
final class CoreView implements View {
  private final CoreCollection collection;
  private final StateReader reader;
  private final ReadState state;
  private final long seq;
  private final Runnable onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes over the caller's reference of the state. */
  CoreView(
      CoreCollection collection, StateReader reader, ReadState state, long seq, Runnable onClose) {
    this.collection = collection;
    this.reader = reader;
    this.state = state;
    this.seq = seq;
    this.onClose = onClose;
  }

  @Override
  public long seq() {
    return seq;
  }

  @Override
  public Schema schema() {
    return collection.schema();
  }

  @Override
  public Optional<Row> get(long key) {
    return read(pinned -> reader.get(pinned, seq, key));
  }

  @Override
  public Optional<VersionedRow> getVersioned(long key) {
    return read(pinned -> reader.getVersioned(pinned, seq, key));
  }

  @Override
  public List<Row> getAll(long... keys) {
    return read(pinned -> reader.getAll(pinned, seq, keys));
  }

  @Override
  public RowCursor scan(ScanSpec spec) {
    return read(pinned -> reader.scan(pinned, seq, spec, collection::checkOpen));
  }

  @Override
  public ArrowCursor scanArrow(ScanSpec spec) {
    return read(pinned -> reader.scanArrow(pinned, seq, spec, collection::checkOpen));
  }

  @Override
  public NearestResult nearest(NearestSpec spec) {
    return read(pinned -> reader.nearest(pinned, seq, spec));
  }

  @Override
  public List<NearestResult> nearestAll(List<NearestSpec> specs) {
    return read(pinned -> reader.nearestAll(pinned, seq, specs));
  }

  @Override
  public GetPlan explainGet(long key) {
    return read(pinned -> reader.explainGet(pinned, seq, key));
  }

  @Override
  public NearestPlan explainNearest(NearestSpec spec) {
    return read(pinned -> reader.explainNearest(pinned, seq, spec));
  }

  @Override
  public long count(KeyRange keys, @Nullable Predicate where) {
    return read(pinned -> reader.count(pinned, seq, keys, where));
  }

  /** A pin of its own for each read, so that closing meanwhile does no harm. */
  private <T> T read(Function<ReadState, T> action) {
    collection.checkOpen();
    if (closed.get() || !state.tryPin()) {
      throw new OmenException(ErrorCode.CLOSED, "The view is closed");
    }
    try {
      return action.apply(state);
    } finally {
      state.unpin();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      state.release();
      onClose.run();
    }
  }
}
