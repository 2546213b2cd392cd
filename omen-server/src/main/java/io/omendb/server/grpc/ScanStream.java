package io.omendb.server.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.Schema;
import io.omendb.server.grpc.v1.ScanResponse;
import java.util.List;

/**
 * Sends one scan, a batch whenever the transport can take more, so that a slow client holds neither
 * a thread nor more than a few batches of memory. Owns the cursor: closes it at the end, at an
 * error and when the call is cancelled. Its methods never run at the same time.
 */
final class ScanStream {
  /** Bytes sent but not yet taken by the client beyond which no batch is read. */
  private static final int READY_BYTES = 2 * RowBatch.TARGET_BYTES;

  private final Schema schema;
  private final RowCursor cursor;
  private final Runnable onClose;
  private final ServerCallStreamObserver<ScanResponse> observer;
  private boolean schemaSent;
  private boolean closed;

  private ScanStream(
      Schema schema,
      RowCursor cursor,
      Runnable onClose,
      ServerCallStreamObserver<ScanResponse> observer) {
    this.schema = schema;
    this.cursor = cursor;
    this.onClose = onClose;
    this.observer = observer;
  }

  /** Begins to send; {@code onClose} runs once, after the cursor has been closed. */
  static void start(
      Schema schema,
      RowCursor cursor,
      Runnable onClose,
      ServerCallStreamObserver<ScanResponse> observer) {
    ScanStream stream = new ScanStream(schema, cursor, onClose, observer);
    observer.setOnReadyThreshold(READY_BYTES);
    observer.setOnCancelHandler(stream::close);
    observer.setOnReadyHandler(stream::sendWhileReady);
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
    if (!schemaSent) {
      schemaSent = true;
      send(ArrowMessages.schema(schema), 0);
      return true;
    }
    List<Row> rows = RowBatch.next(cursor);
    send(
        rows.isEmpty() ? ArrowMessages.endOfStream() : ArrowMessages.batch(schema, rows),
        rows.size());
    return !rows.isEmpty();
  }

  private void send(ByteString piece, int rows) {
    observer.onNext(ScanResponse.newBuilder().setArrowIpc(piece).setRows(rows).build());
  }

  private void close() {
    if (!closed) {
      closed = true;
      try {
        cursor.close();
      } finally {
        onClose.run();
      }
    }
  }
}
