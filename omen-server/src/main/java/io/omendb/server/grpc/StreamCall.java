package io.omendb.server.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.omendb.OmenException;
import java.util.function.Function;

/**
 * A call of many requests, each answered by one response, in order. It takes no more requests than
 * a few ahead, and none while the client does not read what it was sent; an idle call holds no
 * thread. gRPC calls it from one thread at a time; {@link #end} may come from any.
 *
 * @param <Q> requests
 * @param <R> responses
 */
final class StreamCall<Q, R> implements StreamObserver<Q> {
  private final OpenCalls open;
  private final Runnable drain = this::drain;
  private final Function<Q, R> answer;
  private final ServerCallStreamObserver<R> responses;

  /* Guarded by this. */
  private boolean answering;
  private boolean ending;
  private boolean ended;

  /** Requests that the client was not yet allowed to send, since it does not read. */
  private int withheld;

  private StreamCall(OpenCalls open, Function<Q, R> answer, ServerCallStreamObserver<R> responses) {
    this.open = open;
    this.answer = answer;
    this.responses = responses;
  }

  /**
   * Begins to take requests.
   *
   * @param window requests that may have arrived and not been answered
   * @param answer what a request is answered by; ends the call by an exception
   */
  static <Q, R> StreamCall<Q, R> start(
      OpenCalls open, int window, Function<Q, R> answer, StreamObserver<R> observer) {
    var responses = (ServerCallStreamObserver<R>) observer;
    StreamCall<Q, R> call = new StreamCall<>(open, answer, responses);
    responses.disableAutoRequest();
    responses.setOnReadyHandler(call::allowWithheld);
    responses.setOnCancelHandler(() -> call.end(false));
    responses.setOnCloseHandler(() -> call.end(false));
    responses.request(window);
    open.add(call.drain);
    return call;
  }

  @Override
  public void onNext(Q request) {
    synchronized (this) {
      if (ended) {
        return;
      }
      answering = true;
    }
    try {
      R response = answer.apply(request);
      synchronized (this) {
        answering = false;
        if (!ended) {
          responses.onNext(response);
        }
      }
    } catch (Throwable error) {
      end(false);
      throw error;
    }
    if (isEnding()) {
      end(true);
    } else if (responses.isReady()) {
      responses.request(1);
    } else {
      withheld++;
    }
  }

  private synchronized boolean isEnding() {
    return ending;
  }

  private void allowWithheld() {
    if (withheld > 0) {
      responses.request(withheld);
      withheld = 0;
    }
  }

  @Override
  public void onError(Throwable cancelled) {
    end(false);
  }

  @Override
  public void onCompleted() {
    end(true);
  }

  private void drain() {
    end(true);
  }

  /** Refuses what belongs into the first request of a call only. */
  static void checkEmpty(String field, boolean empty) {
    if (!empty) {
      throw OmenException.invalid(
          field, field + " belongs in the first request of a call", "leave it out in the others");
    }
  }

  /**
   * Sends no more. Idempotent.
   *
   * @param complete whether the client is to be told that all went well, after the answer that is
   *     being made
   */
  private void end(boolean complete) {
    synchronized (this) {
      if (ended) {
        return;
      }
      if (complete && answering) {
        ending = true;
        return;
      }
      ended = true;
      if (complete) {
        complete();
      }
    }
    open.remove(drain);
  }

  private void complete() {
    try {
      responses.onCompleted();
    } catch (IllegalStateException e) {
      // A request that could not be read has ended the call, and we are about to hear of it.
    }
  }
}
