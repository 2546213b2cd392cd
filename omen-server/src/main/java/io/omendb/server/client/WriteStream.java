package io.omendb.server.client;

import io.grpc.stub.StreamObserver;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.grpc.v1.DataServiceGrpc.DataServiceStub;
import io.omendb.server.grpc.v1.StreamWriteRequest;
import io.omendb.server.grpc.v1.StreamWriteResponse;
import io.omendb.server.grpc.v1.StreamedWrite;
import io.omendb.server.grpc.v1.StreamedWriteResult;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Small writes of many threads that travel together, and wait for the server's disk together. Each
 * is a commit of its own. Safe for use by many threads.
 */
final class WriteStream implements AutoCloseable {
  /** Encoded bytes of a write that gains from company; a larger one holds the others up. */
  static final int MAX_BYTES = 16 << 10;

  private static final int REQUEST_WRITES = 512;

  /** One write. */
  static final class Write extends SharedStream.Item<Write> {
    private final StreamedWrite message;
    private @Nullable StreamedWriteResult result;

    private Write(StreamedWrite message) {
      this.message = message;
    }

    /**
     * The number of the commit, of a write that was answered.
     *
     * @throws OmenException why it was refused
     */
    long seq() {
      StreamedWriteResult answer = Objects.requireNonNull(result);
      if (!answer.hasFailure()) {
        return answer.getSeq();
      }
      var failure = answer.getFailure();
      throw new OmenException(
          Calls.code(failure.getReason()).orElse(ErrorCode.INTERNAL),
          failure.getMessage(),
          failure.getField().isEmpty() ? null : failure.getField(),
          null,
          null);
    }
  }

  private final SharedStream<Write, StreamWriteRequest, StreamWriteResponse> stream;

  WriteStream(DataServiceStub stub, String collection) {
    stream = new SharedStream<>(() -> new WriteWire(stub, collection), REQUEST_WRITES, 0);
  }

  /**
   * Sends a write and waits.
   *
   * @return one that was answered; or was not because the call failed, and then may be committed
   *     nevertheless
   * @throws OmenException {@link ErrorCode#CANCELLED} where the thread is interrupted
   */
  Write write(StreamedWrite message) {
    Write write = new Write(message);
    stream.ask(write);
    return write;
  }

  /** Sends writes in their order and waits for all, each as {@link #write}. */
  List<Write> writeAll(List<StreamedWrite> messages) {
    List<Write> writes = messages.stream().map(Write::new).toList();
    stream.askAll(writes);
    return writes;
  }

  /** Ends the call; writes after this are not answered. */
  @Override
  public void close() {
    stream.close();
  }

  private record WriteWire(DataServiceStub stub, String collection)
      implements SharedStream.Wire<Write, StreamWriteRequest, StreamWriteResponse> {
    @Override
    public StreamObserver<StreamWriteRequest> start(StreamObserver<StreamWriteResponse> responses) {
      return stub.streamWrite(responses);
    }

    @Override
    public StreamWriteRequest request(List<Write> writes, boolean first) {
      StreamWriteRequest.Builder request = StreamWriteRequest.newBuilder();
      writes.forEach(write -> request.addWrites(write.message));
      return (first ? request.setCollection(collection) : request).build();
    }

    @Override
    public void answer(List<Write> writes, StreamWriteResponse response) {
      List<StreamedWriteResult> results = response.getResultsList();
      if (results.size() != writes.size()) {
        throw new OmenException(
            ErrorCode.INVALID_DATA,
            "The server sent " + results.size() + " results of " + writes.size() + " writes");
      }
      for (int i = 0; i < results.size(); i++) {
        writes.get(i).result = results.get(i);
      }
    }
  }
}
