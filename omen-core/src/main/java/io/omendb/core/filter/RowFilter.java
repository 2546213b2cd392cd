package io.omendb.core.filter;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.Segment;
import io.omendb.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A predicate compiled for the columns of a schema. It judges row <em>versions</em>: whether one is
 * the newest of its key is for the caller to know. Immutable, so safe for concurrent use.
 */
public final class RowFilter {
  private final Condition condition;
  private final Schema schema;

  private RowFilter(Condition condition, Schema schema) {
    this.condition = condition;
    this.schema = schema;
  }

  /**
   * Compiles a predicate.
   *
   * @throws OmenException {@link ErrorCode#COLUMN_NOT_FOUND} or {@link ErrorCode#INVALID_ARGUMENT}
   *     as {@link Predicate#check} says
   */
  public static RowFilter of(Predicate predicate, Schema schema) {
    predicate.check(schema);
    return new RowFilter(new ConditionCompiler(schema).compile(predicate, false), schema);
  }

  /** Whether it is true for a version; false for a deletion. */
  public boolean matches(RowVersion version) {
    return !version.deleted() && matches(condition, version.key(), version.values());
  }

  private static boolean matches(Condition condition, long key, @Nullable Object[] values) {
    return switch (condition) {
      case Condition.AllOf all -> {
        for (Condition term : all.terms()) {
          if (!matches(term, key, values)) {
            yield false;
          }
        }
        yield true;
      }
      case Condition.AnyOf any -> {
        for (Condition term : any.terms()) {
          if (matches(term, key, values)) {
            yield true;
          }
        }
        yield false;
      }
      case Condition.Nulls nulls -> (values[nulls.column()] == null) != nulls.negated();
      case Condition.Values test when test.column() == Condition.KEY ->
          test.test().matches(key) != test.negated();
      case Condition.Values test -> {
        Object value = values[test.column()];
        yield value != null && test.test().matches(value) != test.negated();
      }
    };
  }

  /**
   * The filter over a segment, whose reference the caller holds as long as it uses the result. For
   * one thread; takes some 10 KB per column of the predicate.
   */
  public SegmentFilter on(Segment segment) {
    return new SegmentFilter(condition, segment, schema);
  }

  /**
   * Which rows of {@code firstRow <= row < endRow} it is true for; deleted ones never. Where many
   * small intervals of one segment are asked for, keep {@link #on} in place of this.
   */
  public RowBitmap matches(Segment segment, int firstRow, int endRow) {
    return on(segment).matches(firstRow, endRow);
  }
}
