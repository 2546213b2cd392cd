package io.omendb.server.client;

import io.grpc.stub.StreamObserver;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Questions of many threads, gathered into the requests of one call. Who comes while fewer than
 * {@link #IN_FLIGHT} requests are under way sends what waits; who comes later finds a request to
 * travel with when an answer arrives. So requests fill up by themselves under load, and nobody
 * waits for a timer. Where the call fails its questions are not answered, for the caller to ask
 * another way. Safe for use by many threads, virtual ones too.
 *
 * @param <I> questions
 * @param <Q> requests
 * @param <R> responses
 */
final class SharedStream<I extends SharedStream.Item<I>, Q, R> implements AutoCloseable {
  private static final int IN_FLIGHT = 2;

  /** What the messages of one call are; for one thread at a time, requests and answers apart. */
  interface Wire<I, Q, R> {
    /** Begins the call. */
    StreamObserver<Q> start(StreamObserver<R> responses);

    /**
     * The request that asks questions.
     *
     * @param first whether it is the first of the call
     */
    Q request(List<I> items, boolean first);

    /** Gives the questions of one request what the response says, before they are completed. */
    void answer(List<I> items, R response);
  }

  /**
   * A question of the thread that makes it: whoever reads {@link #isAnswered} may read what the
   * answer was.
   */
  abstract static class Item<I extends Item<I>> {
    private enum State {
      PENDING,
      ANSWERED,
      FAILED
    }

    private final Thread thread = Thread.currentThread();
    private @Nullable I before;
    private volatile State state = State.PENDING;

    /** Whether the server has answered. */
    boolean isAnswered() {
      return state == State.ANSWERED;
    }

    private boolean isPending() {
      return state == State.PENDING;
    }

    private void complete(State reached) {
      state = reached;
      LockSupport.unpark(thread);
    }
  }

  private final Supplier<Wire<I, Q, R>> wires;
  private final int requestItems;
  private final long awakeNanos;

  /** Questions that no request has taken yet, the last first. */
  private final AtomicReference<@Nullable I> waiting = new AtomicReference<>();

  private final AtomicReference<@Nullable Call> call = new AtomicReference<>();
  private final AtomicInteger callers = new AtomicInteger();
  private volatile boolean closed;

  /**
   * @param wires makes one for each call
   * @param requestItems most questions of one request
   * @param awakeNanos how long a question that is alone waits without sleeping: a thread that parks
   *     is back some 50 us after it could be
   */
  SharedStream(Supplier<Wire<I, Q, R>> wires, int requestItems, long awakeNanos) {
    this.wires = wires;
    this.requestItems = requestItems;
    this.awakeNanos = awakeNanos;
  }

  /**
   * Asks and waits, until the question is answered, or is not because the call failed.
   *
   * @throws OmenException {@link ErrorCode#CANCELLED} where the thread is interrupted
   */
  void ask(I item) {
    askAll(List.of(item));
  }

  /** As {@link #ask}, of several questions of this thread, which are asked in their order. */
  void askAll(List<I> items) {
    boolean alone = callers.incrementAndGet() == 1;
    try {
      if (closed) {
        items.forEach(item -> ((Item<I>) item).state = Item.State.FAILED);
        return;
      }
      for (I item : items) {
        waiting.getAndUpdate(last -> push(item, last));
      }
      send();
      for (I item : items) {
        await(item, alone ? awakeNanos : 0);
      }
    } finally {
      callers.decrementAndGet();
    }
  }

  private static <I extends Item<I>> I push(I item, @Nullable I last) {
    ((Item<I>) item).before = last;
    return item;
  }

  private static void await(Item<?> item, long awakeNanos) {
    if (awakeNanos > 0) {
      long start = System.nanoTime();
      while (item.isPending() && System.nanoTime() - start < awakeNanos) {
        Thread.onSpinWait();
      }
    }
    while (item.isPending()) {
      LockSupport.park(item);
      if (Thread.currentThread().isInterrupted() && item.isPending()) {
        throw new OmenException(ErrorCode.CANCELLED, "Interrupted while waiting for an answer");
      }
    }
  }

  /** Sends what waits, as far as requests may be under way. */
  private void send() {
    while (waiting.get() != null) {
      Call current = call();
      if (!current.reserve()) {
        return; // The next answer sends it.
      }
      List<I> items = takeWaiting();
      if (items.isEmpty()) {
        current.release();
      } else {
        current.send(items);
      }
    }
  }

  private List<I> takeWaiting() {
    List<I> items = new ArrayList<>();
    for (I item = waiting.getAndSet(null); item != null; item = ((Item<I>) item).before) {
      items.add(item);
    }
    Collections.reverse(items);
    return items;
  }

  private Call call() {
    Call current = call.get();
    if (current == null) {
      Call fresh = new Call(wires.get());
      current = call.compareAndExchange(null, fresh);
      if (current == null) {
        current = fresh;
        fresh.start();
      }
    }
    return current;
  }

  /** Ends the call; questions after this are not answered. */
  @Override
  public void close() {
    closed = true;
    Call current = call.get();
    if (current != null) {
      current.end();
    }
  }

  /** One call, with its own requests under way, so that a late callback touches no other. */
  private final class Call implements StreamObserver<R> {
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Wire<I, Q, R> wire;

    /* Guarded by this. */
    private final Queue<List<I>> sent = new ArrayDeque<>();
    private @Nullable StreamObserver<Q> requests;
    private boolean begun;
    private boolean over;

    Call(Wire<I, Q, R> wire) {
      this.wire = wire;
    }

    synchronized void start() {
      requests = wire.start(this);
    }

    /** Whether one more request may be under way, which is then counted. */
    boolean reserve() {
      int before = inFlight.get();
      while (before < IN_FLIGHT) {
        if (inFlight.compareAndSet(before, before + 1)) {
          return true;
        }
        before = inFlight.get();
      }
      return false;
    }

    void release() {
      inFlight.decrementAndGet();
    }

    /** Sends questions in a request that is counted, and in more if they are many. */
    synchronized void send(List<I> items) {
      StreamObserver<Q> out = requests;
      if (over || out == null) {
        fail(items);
        release();
        return;
      }
      for (int from = 0; from < items.size(); from += requestItems) {
        if (from > 0) {
          inFlight.incrementAndGet();
        }
        List<I> some = items.subList(from, Math.min(items.size(), from + requestItems));
        Q request = wire.request(some, !begun);
        begun = true;
        sent.add(some);
        out.onNext(request);
      }
    }

    @Override
    public void onNext(R response) {
      List<I> items;
      synchronized (this) {
        items = sent.remove();
      }
      try {
        wire.answer(items, response);
      } catch (RuntimeException e) {
        fail(items);
        finish();
        throw e; // gRPC cancels the call.
      }
      release();
      SharedStream.this.send(); // Before the callers run, for they need the processors.
      items.forEach(item -> ((Item<I>) item).complete(Item.State.ANSWERED));
    }

    @Override
    public void onError(Throwable error) {
      finish();
    }

    @Override
    public void onCompleted() {
      finish();
    }

    /** Half-closes: what was sent is still answered. */
    synchronized void end() {
      StreamObserver<Q> out = requests;
      if (!over && out != null) {
        over = true;
        out.onCompleted();
      }
    }

    /** There will be no more answers. */
    private void finish() {
      List<I> unanswered = new ArrayList<>();
      synchronized (this) {
        over = true;
        sent.forEach(unanswered::addAll);
        sent.clear();
      }
      call.compareAndSet(this, null);
      fail(unanswered);
      fail(takeWaiting());
    }

    private void fail(List<I> items) {
      items.forEach(item -> ((Item<I>) item).complete(Item.State.FAILED));
    }
  }
}
