package io.omendb.testkit.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a history is linearizable: whether there is an order of its operations in which
 * each one's result is right and none comes before one that had returned when it was called.
 *
 * <p>The search of Wing and Gong (Testing and verifying concurrent objects, 1993) with Lowe's
 * memory of what was tried (Testing for linearizability, 2017). Exponential in the number of
 * operations that overlap, so check histories of one key at a time.
 *
 * @param <S> states of the object
 */
public final class Linearizability<S> {
  /* The moments form a list: a call, and after it the return. The search takes a call whose
   * operation is possible now, removes its two moments and begins again at the front. Where it
   * meets a return, that operation should have been taken before: it takes the last one back and
   * goes on behind it. A pair of the operations taken and the state that was met before is a dead
   * end. An operation that never returned has no return moment, so nothing forces it. */

  /** A moment in the list. */
  private static final class Moment<S> {
    final int id;
    final @Nullable SequentialOperation<S> call;
    @Nullable Moment<S> returned;
    @Nullable Moment<S> previous;
    @Nullable Moment<S> next;

    Moment(int id, @Nullable SequentialOperation<S> call) {
      this.id = id;
      this.call = call;
    }

    void remove() {
      if (previous != null) {
        previous.next = next;
      }
      if (next != null) {
        next.previous = previous;
      }
    }

    void putBack() {
      if (previous != null) {
        previous.next = this;
      }
      if (next != null) {
        next.previous = this;
      }
    }
  }

  private record Timed<S>(long time, boolean isReturn, Moment<S> moment) {}

  private record Tried<S>(BitSet taken, S state) {}

  private record Taken<S>(Moment<S> call, S before) {}

  private final Moment<S> front = new Moment<>(-1, null);
  private final Set<Tried<S>> tried = new HashSet<>();
  private final Deque<Taken<S>> path = new ArrayDeque<>();
  private final BitSet taken = new BitSet();

  private Linearizability(List<History.Event<S>> events) {
    List<Timed<S>> moments = new ArrayList<>();
    for (int id = 0; id < events.size(); id++) {
      History.Event<S> event = events.get(id);
      Moment<S> call = new Moment<>(id, event.operation());
      moments.add(new Timed<>(event.called(), false, call));
      if (event.returned() != History.NEVER) {
        Moment<S> returned = new Moment<>(id, null);
        call.returned = returned;
        moments.add(new Timed<>(event.returned(), true, returned));
      }
    }
    // Of one moment calls come first, so that what touches counts as overlapping.
    moments.sort(Comparator.<Timed<S>>comparingLong(Timed::time).thenComparing(Timed::isReturn));
    Moment<S> last = front;
    for (Timed<S> timed : moments) {
      last.next = timed.moment;
      timed.moment.previous = last;
      last = timed.moment;
    }
  }

  /** Whether the operations can have happened in some order, from this state on. */
  public static <S> boolean holds(S initial, List<History.Event<S>> events) {
    return new Linearizability<>(events).search(initial);
  }

  private boolean search(S initial) {
    S state = initial;
    Moment<S> moment = front.next;
    while (moment != null) {
      SequentialOperation<S> call = moment.call;
      if (call == null) {
        Taken<S> last = path.poll();
        if (last == null) {
          return false;
        }
        state = last.before;
        taken.clear(last.call.id);
        putBack(last.call);
        moment = last.call.next;
        continue;
      }
      S next = call.apply(state);
      if (next != null && isNew(moment, next)) {
        path.push(new Taken<>(moment, state));
        taken.set(moment.id);
        remove(moment);
        state = next;
        moment = front.next;
      } else {
        moment = moment.next;
      }
    }
    return true;
  }

  private boolean isNew(Moment<S> call, S next) {
    BitSet with = (BitSet) taken.clone();
    with.set(call.id);
    return tried.add(new Tried<>(with, next));
  }

  private void remove(Moment<S> call) {
    call.remove();
    if (call.returned != null) {
      call.returned.remove();
    }
  }

  private void putBack(Moment<S> call) {
    if (call.returned != null) {
      call.returned.putBack();
    }
    call.putBack();
  }
}
