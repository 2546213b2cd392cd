package io.omendb.server.client;

import io.grpc.stub.StreamObserver;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.server.grpc.v1.DataServiceGrpc.DataServiceStub;
import io.omendb.server.grpc.v1.StreamGetRequest;
import io.omendb.server.grpc.v1.StreamGetResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Gets of many threads, gathered into the requests of one call. Who comes while fewer than {@link
 * #IN_FLIGHT} requests are under way sends what waits; who comes later finds a request to travel
 * with when an answer arrives. So requests fill up by themselves under load, and nobody waits for a
 * timer. Where the call fails its gets are not answered, for the caller to ask another way. Safe
 * for use by many threads, virtual ones too.
 */
final class GetStream implements AutoCloseable {
  private static final int IN_FLIGHT = 2;
  private static final int MAX_KEYS = 1_024;

  /* A thread that parks is back some 50 us after it could be, so a get that is alone waits awake
   * for as long as an answer usually takes. */
  private static final long AWAKE_NANOS = 60_000;

  private final DataServiceStub stub;
  private final String collection;
  private final Schema schema;

  /** Gets that no request has taken yet, the last first. */
  private final AtomicReference<@Nullable Get> waiting = new AtomicReference<>();

  private final AtomicReference<@Nullable Call> call = new AtomicReference<>();
  private final AtomicInteger callers = new AtomicInteger();
  private volatile boolean closed;

  GetStream(DataServiceStub stub, String collection, Schema schema) {
    this.stub = stub;
    this.collection = collection;
    this.schema = schema;
  }

  /** One get: whoever reads {@link #state} as not pending may read the rest. */
  static final class Get {
    private enum State {
      PENDING,
      ANSWERED,
      FAILED
    }

    private final long key;
    private final Thread thread = Thread.currentThread();
    private @Nullable Get before;
    private @Nullable Row row;
    private volatile State state = State.PENDING;

    private Get(long key) {
      this.key = key;
    }

    /** Whether the server has answered. */
    boolean answered() {
      return state == State.ANSWERED;
    }

    /** The row; null where there is none. */
    @Nullable Row row() {
      return row;
    }

    private void complete(State reached) {
      state = reached;
      LockSupport.unpark(thread);
    }
  }

  /**
   * Asks for a row and waits.
   *
   * @return a get that was answered, or was not because the call failed
   * @throws OmenException {@link ErrorCode#CANCELLED} where the thread is interrupted
   */
  Get get(long key) {
    Get get = new Get(key);
    if (closed) {
      get.state = Get.State.FAILED;
      return get;
    }
    boolean alone = callers.incrementAndGet() == 1;
    try {
      waiting.getAndUpdate(last -> push(get, last));
      send();
      await(get, alone);
      return get;
    } finally {
      callers.decrementAndGet();
    }
  }

  private static Get push(Get get, @Nullable Get last) {
    get.before = last;
    return get;
  }

  private static void await(Get get, boolean alone) {
    if (alone) {
      long start = System.nanoTime();
      while (get.state == Get.State.PENDING && System.nanoTime() - start < AWAKE_NANOS) {
        Thread.onSpinWait();
      }
    }
    while (get.state == Get.State.PENDING) {
      LockSupport.park(get);
      if (Thread.currentThread().isInterrupted() && get.state == Get.State.PENDING) {
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
      List<Get> gets = takeWaiting();
      if (gets.isEmpty()) {
        current.release();
      } else {
        current.send(gets);
      }
    }
  }

  private List<Get> takeWaiting() {
    List<Get> gets = new ArrayList<>();
    for (Get get = waiting.getAndSet(null); get != null; get = get.before) {
      gets.add(get);
    }
    Collections.reverse(gets);
    return gets;
  }

  private Call call() {
    Call current = call.get();
    if (current == null) {
      Call fresh = new Call();
      current = call.compareAndExchange(null, fresh);
      if (current == null) {
        current = fresh;
        fresh.start();
      }
    }
    return current;
  }

  /** Ends the call; gets after this are not answered. */
  @Override
  public void close() {
    closed = true;
    Call current = call.get();
    if (current != null) {
      current.end();
    }
  }

  /** One call, with its own requests under way, so that a late callback touches no other. */
  private final class Call implements StreamObserver<StreamGetResponse> {
    private final AtomicInteger inFlight = new AtomicInteger();
    private final PieceStream pieces = new PieceStream(schema);

    /* Guarded by this. */
    private final Queue<List<Get>> sent = new ArrayDeque<>();
    private @Nullable StreamObserver<StreamGetRequest> requests;
    private boolean named;
    private boolean over;

    synchronized void start() {
      requests = stub.streamGet(this);
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

    /** Sends gets in a request that is counted, and in more if they are many. */
    synchronized void send(List<Get> gets) {
      StreamObserver<StreamGetRequest> out = requests;
      if (over || out == null) {
        fail(gets);
        release();
        return;
      }
      for (int from = 0; from < gets.size(); from += MAX_KEYS) {
        if (from > 0) {
          inFlight.incrementAndGet();
        }
        List<Get> some = gets.subList(from, Math.min(gets.size(), from + MAX_KEYS));
        StreamGetRequest.Builder request = StreamGetRequest.newBuilder();
        some.forEach(get -> request.addKeys(get.key));
        if (!named) {
          named = true;
          request.setCollection(collection);
        }
        sent.add(some);
        out.onNext(request.build());
      }
    }

    @Override
    public void onNext(StreamGetResponse response) {
      List<Get> gets;
      synchronized (this) {
        gets = sent.remove();
      }
      List<Row> rows;
      try {
        rows = pieces.rows(response.getArrowIpc(), response.getRows());
      } catch (RuntimeException e) {
        fail(gets);
        finish();
        throw e; // gRPC cancels the call.
      }
      release();
      GetStream.this.send(); // Before the callers run, for they need the processors.
      int next = 0;
      for (Get get : gets) {
        if (next < rows.size() && rows.get(next).key() == get.key) {
          get.row = rows.get(next++);
        }
        get.complete(Get.State.ANSWERED);
      }
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
      if (!over && requests != null) {
        over = true;
        requests.onCompleted();
      }
    }

    /** There will be no more answers. */
    private void finish() {
      List<Get> unanswered = new ArrayList<>();
      synchronized (this) {
        over = true;
        sent.forEach(unanswered::addAll);
        sent.clear();
      }
      call.compareAndSet(this, null);
      fail(unanswered);
      fail(takeWaiting());
    }

    private static void fail(List<Get> gets) {
      gets.forEach(get -> get.complete(Get.State.FAILED));
    }
  }
}
