package io.omendb.server.client;

import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.omendb.ArrowBatch;
import io.omendb.ArrowCursor;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.grpc.v1.DataServiceGrpc.DataServiceBlockingStub;
import io.omendb.server.grpc.v1.ScanRequest;
import io.omendb.server.grpc.v1.ScanResponse;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The record batches of a scan as the server sends them, not looked into. Closing cancels the call,
 * so the server stops reading.
 */
final class RemoteArrowCursor implements ArrowCursor {
  private final Context.CancellableContext call;
  private final Iterator<ScanResponse> responses;
  private final Calls calls;
  private final ByteBuffer schema;
  private boolean ended;

  private RemoteArrowCursor(
      Context.CancellableContext call, Iterator<ScanResponse> responses, Calls calls) {
    this.call = call;
    this.responses = responses;
    this.calls = calls;
    this.schema = nextResponse().getArrowIpc().asReadOnlyByteBuffer();
  }

  /** Starts the scan, and waits for what tells whether the server does it. */
  static RemoteArrowCursor open(DataServiceBlockingStub data, ScanRequest request, Calls calls) {
    Context.CancellableContext call = Context.current().withCancellation();
    try {
      Context before = call.attach();
      try {
        return new RemoteArrowCursor(call, calls.run(() -> data.scan(request)), calls);
      } finally {
        call.detach(before);
      }
    } catch (RuntimeException | Error failure) {
      call.cancel(failure);
      throw failure;
    }
  }

  private ScanResponse nextResponse() {
    try {
      if (responses.hasNext()) {
        return responses.next();
      }
    } catch (StatusRuntimeException e) {
      throw calls.error(e);
    }
    throw new OmenException(ErrorCode.UNAVAILABLE, "The server's answer ends before it is whole");
  }

  @Override
  public ByteBuffer schema() {
    return schema.duplicate();
  }

  @Override
  public @Nullable ArrowBatch next() {
    if (call.isCancelled()) {
      throw new OmenException(ErrorCode.CLOSED, "The cursor is closed");
    }
    if (ended) {
      return null;
    }
    ScanResponse response = nextResponse();
    if (response.getRows() == 0) {
      ended = true;
      return null;
    }
    return new ArrowBatch(response.getArrowIpc().asReadOnlyByteBuffer(), (int) response.getRows());
  }

  @Override
  public void close() {
    call.cancel(null);
  }
}
