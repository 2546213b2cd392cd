package io.omendb.server.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * Answers a call with what a source yields, asking it for more whenever the transport can take
 * more, so that a slow client holds neither a thread nor more than a few messages of memory. Owns
 * the source: closes it at the end, at an error and when the call is cancelled. Its methods never
 * run at the same time.
 *
 * @param <R> the messages
 */
public final class PacedStream<R> {
  /** Bytes sent but not yet taken by the client beyond which nothing more is asked for. */
  private static final int READY_BYTES = 2 * RowBatch.TARGET_BYTES;

  /** Messages made one by one, of about {@link RowBatch#TARGET_BYTES} at most. For one call. */
  public interface Source<R> extends AutoCloseable {
    /** The next message; null at the end. */
    @Nullable R next();

    @Override
    void close();
  }

  private final Source<R> source;
  private final ServerCallStreamObserver<R> observer;
  private boolean closed;

  private PacedStream(Source<R> source, ServerCallStreamObserver<R> observer) {
    this.source = source;
    this.observer = observer;
  }

  /** Begins to send, and ends the call after the last message. */
  public static <R> void start(Source<R> source, StreamObserver<R> observer) {
    ServerCallStreamObserver<R> call = (ServerCallStreamObserver<R>) observer;
    PacedStream<R> stream = new PacedStream<>(source, call);
    call.setOnReadyThreshold(READY_BYTES);
    call.setOnCancelHandler(stream::close);
    call.setOnReadyHandler(stream::sendWhileReady);
  }

  private void sendWhileReady() {
    boolean ended = false;
    try {
      while (!ended && !closed && !observer.isCancelled() && observer.isReady()) {
        ended = !sendNext();
      }
    } catch (Throwable error) {
      close();
      throw error;
    }
    if (ended) {
      close();
      observer.onCompleted();
    }
  }

  /** Whether there may be more to send. */
  private boolean sendNext() {
    R message = source.next();
    if (message == null) {
      return false;
    }
    observer.onNext(message);
    return true;
  }

  private void close() {
    if (!closed) {
      closed = true;
      source.close();
    }
  }
}
