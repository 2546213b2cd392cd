package io.omendb.testkit.history;

import org.jspecify.annotations.Nullable;

/**
 * What a client does with the row under one key, and saw. Others, conditional writes among them,
 * are further implementations of {@link SequentialOperation}.
 */
public sealed interface RowOperation extends SequentialOperation<RowState> {
  /**
   * A read.
   *
   * @param value what was found, {@link RowState#ABSENT} for nothing
   */
  record Get(long value) implements RowOperation {
    @Override
    public @Nullable RowState apply(RowState state) {
      return state.value() == value ? state : null;
    }
  }

  /**
   * A put, or a delete, which sets {@link RowState#ABSENT}. Commits on a row have growing seqs.
   *
   * @param seq the acknowledged seq; {@link RowState#UNKNOWN} where the answer never came
   */
  record Put(long value, long seq) implements RowOperation {
    @Override
    public @Nullable RowState apply(RowState state) {
      return seq == RowState.UNKNOWN || seq > state.seq() ? new RowState(value, seq) : null;
    }
  }
}
