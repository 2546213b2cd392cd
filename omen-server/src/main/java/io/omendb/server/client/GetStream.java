package io.omendb.server.client;

import io.grpc.stub.StreamObserver;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.server.grpc.v1.DataServiceGrpc.DataServiceStub;
import io.omendb.server.grpc.v1.StreamGetRequest;
import io.omendb.server.grpc.v1.StreamGetResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gets of many threads that travel together. Safe for use by many threads. */
final class GetStream implements AutoCloseable {
  private static final int REQUEST_KEYS = 1_024;

  /** About as long as the answer to a get takes that is alone. */
  private static final long AWAKE_NANOS = 60_000;

  /** One get. */
  static final class Get extends SharedStream.Item<Get> {
    private final long key;
    private @Nullable Row row;

    private Get(long key) {
      this.key = key;
    }

    /** The row; null where there is none. */
    @Nullable Row row() {
      return row;
    }
  }

  private final SharedStream<Get, StreamGetRequest, StreamGetResponse> stream;

  GetStream(DataServiceStub stub, String collection, Schema schema) {
    stream =
        new SharedStream<>(() -> new GetWire(stub, collection, schema), REQUEST_KEYS, AWAKE_NANOS);
  }

  /**
   * Asks for a row and waits.
   *
   * @return a get that was answered, or was not because the call failed
   * @throws OmenException {@link io.omendb.ErrorCode#CANCELLED} where the thread is interrupted
   */
  Get get(long key) {
    Get get = new Get(key);
    stream.ask(get);
    return get;
  }

  /** Ends the call; gets after this are not answered. */
  @Override
  public void close() {
    stream.close();
  }

  private static final class GetWire
      implements SharedStream.Wire<Get, StreamGetRequest, StreamGetResponse> {
    private final DataServiceStub stub;
    private final String collection;
    private final PieceStream pieces;

    GetWire(DataServiceStub stub, String collection, Schema schema) {
      this.stub = stub;
      this.collection = collection;
      this.pieces = new PieceStream(schema);
    }

    @Override
    public StreamObserver<StreamGetRequest> start(StreamObserver<StreamGetResponse> responses) {
      return stub.streamGet(responses);
    }

    @Override
    public StreamGetRequest request(List<Get> gets, boolean first) {
      StreamGetRequest.Builder request = StreamGetRequest.newBuilder();
      gets.forEach(get -> request.addKeys(get.key));
      return (first ? request.setCollection(collection) : request).build();
    }

    @Override
    public void answer(List<Get> gets, StreamGetResponse response) {
      List<Row> rows = pieces.rows(response.getArrowIpc(), response.getRows());
      int next = 0;
      for (Get get : gets) {
        if (next < rows.size() && rows.get(next).key() == get.key) {
          get.row = rows.get(next++);
        }
      }
    }
  }
}
