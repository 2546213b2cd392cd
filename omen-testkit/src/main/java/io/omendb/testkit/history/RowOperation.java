package io.omendb.testkit.history;

import org.jspecify.annotations.Nullable;

/** What a client does with the row under one key, and saw. */
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

  /**
   * A read with the commit that wrote the row.
   *
   * @param value what was found
   * @param seq the commit that wrote it
   */
  record GetVersioned(long value, long seq) implements RowOperation {
    @Override
    public @Nullable RowState apply(RowState state) {
      boolean same = state.seq() == RowState.UNKNOWN || state.seq() == seq;
      // The commit of a write whose answer never came is known from here on.
      return state.value() == value && same ? new RowState(value, seq) : null;
    }
  }

  /**
   * A put that requires that there is no row.
   *
   * @param seq the acknowledged seq; {@link RowState#UNKNOWN} where the answer never came
   * @param refused whether it was answered with a conflict
   */
  record PutIfAbsent(long value, long seq, boolean refused) implements RowOperation {
    @Override
    public @Nullable RowState apply(RowState state) {
      boolean absent = state.value() == RowState.ABSENT;
      if (refused) {
        return absent ? null : state;
      }
      return absent ? new Put(value, seq).apply(state) : null;
    }
  }

  /**
   * A put that requires that no commit after {@code since} has written the row.
   *
   * @param seq the acknowledged seq; {@link RowState#UNKNOWN} where the answer never came
   * @param refused whether it was answered with a conflict, as it may be for no reason where there
   *     is no row
   */
  record PutIfUnchanged(long value, long since, long seq, boolean refused) implements RowOperation {
    @Override
    public @Nullable RowState apply(RowState state) {
      boolean known = state.seq() != RowState.UNKNOWN;
      boolean changed = known && state.seq() > since;
      if (refused) {
        return changed || !known || state.value() == RowState.ABSENT ? state : null;
      }
      return changed ? null : new Put(value, seq).apply(state);
    }
  }
}
