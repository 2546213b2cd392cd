package io.omendb.testkit.history;

import org.jspecify.annotations.Nullable;

/**
 * An operation with the result that its caller saw, as a step of one object that is used by one
 * caller at a time.
 *
 * @param <S> states of the object, with {@code equals} and {@code hashCode}
 */
@FunctionalInterface
public interface SequentialOperation<S> {
  /** The state after it; null where in this state it could not have had its result. */
  @Nullable S apply(S state);
}
