package io.omendb.flight;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.WriteBatch;
import io.omendb.core.arrow.ArrowMessageReader;
import io.omendb.server.grpc.ErrorStatus;
import io.omendb.server.grpc.OpenCalls;
import io.omendb.server.grpc.RowBatch;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.arrow.flight.impl.Flight.FlightData;
import org.apache.arrow.flight.impl.Flight.PutResult;
import org.jspecify.annotations.Nullable;

/**
 * Writes what one client sends: each record batch is one atomic commit, acknowledged once it is as
 * durable as the database is configured to make it. The next message is taken when the last one has
 * been committed, which is what holds a fast client back. gRPC calls it from one thread at a time;
 * {@link #drain} may come from any.
 */
final class PutCall implements StreamObserver<FlightData> {
  /*
   * Acknowledgements are sent while the client reads them. One that only writes would otherwise
   * make them pile up here, and one that is held back for it would wait for ever, so those that
   * cannot be sent become one.
   */
  private final FlightAccess access;
  private final OpenCalls calls;
  private final ServerCallStreamObserver<PutResult> observer;
  private final Runnable drain = this::drain;
  private @Nullable Collection collection;
  private @Nullable ArrowMessageReader reader;

  /* The rest is guarded by this. */
  private boolean taking;
  private boolean draining;
  private boolean ended;

  // Committed and not yet acknowledged.
  private long batches;
  private long rows;
  private long seq;

  private PutCall(
      FlightAccess access, OpenCalls calls, ServerCallStreamObserver<PutResult> observer) {
    this.access = access;
    this.calls = calls;
    this.observer = observer;
  }

  /**
   * Begins to answer a call; the result takes its messages.
   *
   * @param calls is told of it, for it would go on until its client ends it
   */
  static PutCall start(FlightAccess access, OpenCalls calls, StreamObserver<PutResult> observer) {
    ServerCallStreamObserver<PutResult> call = (ServerCallStreamObserver<PutResult>) observer;
    PutCall put = new PutCall(access, calls, call);
    call.setOnReadyHandler(put::acknowledge);
    call.setOnCancelHandler(put::end);
    call.setOnCloseHandler(put::end);
    calls.add(put.drain);
    return put;
  }

  @Override
  public void onNext(FlightData data) {
    synchronized (this) {
      if (ended) {
        return;
      }
      taking = true;
    }
    try {
      take(data);
    } catch (Throwable error) {
      end();
      throw error;
    }
    synchronized (this) {
      taking = false;
      if (draining) {
        refuseRest();
      }
    }
  }

  /** Ends the call because the server ends, after the batch that is being written. */
  private synchronized void drain() {
    draining = true;
    if (!taking) {
      refuseRest();
    }
  }

  /** Tells what is committed, and that nothing after it is; what has arrived meanwhile is lost. */
  private synchronized void refuseRest() {
    if (ended) {
      return;
    }
    end();
    try {
      if (batches > 0) {
        sendAcknowledgement();
      }
      observer.onError(ErrorStatus.of(drained()));
    } catch (IllegalStateException e) {
      // A message that could not be read has ended the call, and we are about to hear of it.
    }
  }

  private void take(FlightData data) {
    ByteBuffer header = data.getDataHeader().asReadOnlyByteBuffer();
    if (collection == null || reader == null) {
      begin(data, header);
    } else if (header.hasRemaining()) { // Otherwise it is metadata of the application's.
      if (reader.accept(header, data.getDataBody().asReadOnlyByteBuffer())) {
        commit(collection, reader);
      } else if (reader.nextBatch() != null) {
        throw new IllegalStateException("A dictionary has rows");
      }
    }
  }

  private static OmenException drained() {
    return new OmenException(
        ErrorCode.UNAVAILABLE,
        "The server is shutting down; of this call it has written what it has acknowledged",
        "send the rest to another server, or to this one once it is back");
  }

  private void begin(FlightData data, ByteBuffer header) {
    if (!data.hasFlightDescriptor()) {
      throw OmenException.invalid(
          "flight_descriptor",
          "The first message has no descriptor",
          "give the path [collection] or a command");
    }
    PutTarget target = PutTarget.of(data.getFlightDescriptor());
    if (!header.hasRemaining()) {
      throw OmenException.invalid(
          "data_header", "The first message has no schema", "send the Arrow schema first");
    }
    Collection opened = target.open(access, () -> new ArrowMessageReader(header, null).schema());
    collection = opened;
    reader = new ArrowMessageReader(header, opened.schema());
  }

  private void commit(Collection target, ArrowMessageReader messages) {
    WriteBatch batch = new WriteBatch();
    long bytes = 0;
    for (List<Row> read = messages.nextBatch(); read != null; read = messages.nextBatch()) {
      for (Row row : read) {
        batch.put(row);
        bytes += RowBatch.bytes(row);
      }
      access.bounds().checkRows("data_body", "rows", batch.size());
      checkLimits(batch.size(), bytes);
    }
    acknowledge(target.write(batch), batch.size());
  }

  private synchronized void acknowledge(long committed, int written) {
    seq = committed;
    rows += written;
    batches++;
    acknowledge();
  }

  /** Stops early: a few bytes of dictionary can stand for gigabytes of values. */
  private static void checkLimits(int rows, long bytes) {
    if (rows > Limits.MAX_BATCH_OPERATIONS || bytes > Limits.MAX_BATCH_BYTES) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          "A record batch of "
              + rows
              + " rows and "
              + bytes
              + " bytes of values or more, the limits are "
              + Limits.MAX_BATCH_OPERATIONS
              + " and "
              + Limits.MAX_BATCH_BYTES,
          "data_body",
          "write smaller record batches, as write_table(table, max_chunksize=10_000) does",
          null);
    }
  }

  /** Tells of the commits since the last time, if the client can take it. */
  private synchronized void acknowledge() {
    if (batches > 0 && !ended && observer.isReady()) {
      sendAcknowledgement();
    }
  }

  private synchronized void sendAcknowledgement() {
    ByteString json =
        JsonRequest.bytes(
            JsonRequest.object().put("seq", seq).put("rows", rows).put("batches", batches));
    batches = 0;
    rows = 0;
    observer.onNext(PutResult.newBuilder().setAppMetadata(json).build());
  }

  @Override
  public synchronized void onCompleted() {
    if (ended) {
      return;
    }
    end();
    if (reader == null) {
      throw OmenException.invalid(
          "flight_descriptor", "The call ended before its first message", "send a schema");
    }
    if (batches > 0) {
      sendAcknowledgement();
    }
    observer.onCompleted();
  }

  @Override
  public void onError(Throwable error) {
    end();
  }

  private synchronized void end() {
    ended = true;
    calls.remove(drain);
  }
}
