package io.omendb.server.client;

import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowRowReader;
import io.omendb.core.arrow.ArrowRows;
import io.omendb.server.grpc.v1.DataServiceGrpc.DataServiceBlockingStub;
import io.omendb.server.grpc.v1.ScanRequest;
import io.omendb.server.grpc.v1.ScanResponse;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The rows of a scan as the server sends them: the responses, one after the other, are one Arrow
 * stream. Closing cancels the call, so the server stops reading.
 */
final class RemoteCursor implements RowCursor {
  private final Context.CancellableContext call;
  private final ArrowRowReader reader;
  private final Calls calls;
  private Iterator<Row> batch = List.<Row>of().iterator();

  private RemoteCursor(Context.CancellableContext call, ArrowRowReader reader, Calls calls) {
    this.call = call;
    this.reader = reader;
    this.calls = calls;
  }

  static RemoteCursor open(
      DataServiceBlockingStub data, ScanRequest request, Schema schema, Calls calls) {
    Context.CancellableContext call = Context.current().withCancellation();
    try {
      Context before = call.attach();
      Iterator<ScanResponse> responses;
      try {
        responses = data.scan(request);
      } finally {
        call.detach(before);
      }
      ArrowRowReader reader = ArrowRows.read(new ResponseStream(responses), RemoteRows.KEY, schema);
      return new RemoteCursor(call, reader, calls);
    } catch (StatusRuntimeException e) {
      call.cancel(e);
      throw calls.error(e);
    } catch (RuntimeException e) {
      call.cancel(e);
      throw unwrapped(e, calls);
    }
  }

  @Override
  public boolean hasNext() {
    if (call.isCancelled()) {
      throw new OmenException(ErrorCode.CLOSED, "The cursor is closed");
    }
    while (!batch.hasNext()) {
      List<Row> rows;
      try {
        rows = reader.nextBatch();
      } catch (RuntimeException e) {
        throw unwrapped(e, calls);
      }
      if (rows == null) {
        return false;
      }
      batch = rows.iterator();
    }
    return true;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return batch.next();
  }

  @Override
  public void close() {
    call.cancel(null);
    reader.close();
  }

  /** The server's error, where the reader of the stream put its own around it. */
  private static RuntimeException unwrapped(RuntimeException error, Calls calls) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException status) {
        return calls.error(status);
      }
    }
    return error;
  }

  /** The bytes of all responses. */
  private static final class ResponseStream extends InputStream {
    private final Iterator<ScanResponse> responses;
    private InputStream piece = InputStream.nullInputStream();

    ResponseStream(Iterator<ScanResponse> responses) {
      this.responses = responses;
    }

    @Override
    public int read() throws java.io.IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws java.io.IOException {
      if (length == 0) {
        return 0;
      }
      int read = piece.read(buffer, offset, length);
      while (read < 0 && responses.hasNext()) {
        piece = responses.next().getArrowIpc().newInput();
        read = piece.read(buffer, offset, length);
      }
      return read;
    }
  }
}
