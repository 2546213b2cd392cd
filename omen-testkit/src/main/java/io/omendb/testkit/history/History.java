package io.omendb.testkit.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Operations on one object, each with the moments of its call and its return. Safe for concurrent
 * use.
 *
 * @param <S> states of the object
 */
public final class History<S> {
  /** The return of an operation whose answer never came: it may have happened at any later time. */
  public static final long NEVER = Long.MAX_VALUE;

  /**
   * One operation.
   *
   * @param called a moment in nanoseconds of one clock for all
   * @param returned not before it; {@link #NEVER} where it may or may not have happened
   */
  public record Event<S>(long called, long returned, SequentialOperation<S> operation) {
    public Event {
      if (returned < called) {
        throw new IllegalArgumentException("it returned before it was called");
      }
    }
  }

  private final List<Event<S>> events = new ArrayList<>();

  /** Adds an operation that has returned, or of which nothing was heard. */
  public synchronized void add(long called, long returned, SequentialOperation<S> operation) {
    events.add(new Event<>(called, returned, operation));
  }

  /** What was added so far. */
  public synchronized List<Event<S>> events() {
    return List.copyOf(events);
  }
}
