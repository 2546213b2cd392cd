package io.omendb.server.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.server.grpc.v1.StreamGetRequest;
import io.omendb.server.grpc.v1.StreamGetResponse;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of StreamGet: answers request after request, and takes no more while the client does not
 * read what it was sent. An idle call holds neither a thread nor rows. gRPC calls it from one
 * thread at a time; {@link #end} may come from any.
 */
final class GetCall implements StreamObserver<StreamGetRequest> {
  /** Requests that may have arrived and not been answered. */
  private static final int WINDOW = 16;

  private final Database database;
  private final ServerCallStreamObserver<StreamGetResponse> responses;
  private final Consumer<GetCall> onEnd;

  /* Of the first request. */
  private @Nullable String collection;
  private @Nullable Schema whole;
  private @Nullable Schema projected;
  private List<String> columns = List.of();

  private boolean schemaSent;
  private boolean ended;

  /** Requests that the client was not yet allowed to send, since it does not read. */
  private int withheld;

  private GetCall(
      Database database,
      ServerCallStreamObserver<StreamGetResponse> responses,
      Consumer<GetCall> onEnd) {
    this.database = database;
    this.responses = responses;
    this.onEnd = onEnd;
  }

  /**
   * Begins to take requests.
   *
   * @param onEnd called once, when there will be no more answers
   */
  static GetCall start(
      Database database,
      ServerCallStreamObserver<StreamGetResponse> responses,
      Consumer<GetCall> onEnd) {
    GetCall call = new GetCall(database, responses, onEnd);
    responses.disableAutoRequest();
    responses.setOnReadyHandler(call::allowWithheld);
    responses.setOnCancelHandler(() -> call.end(false));
    responses.setOnCloseHandler(() -> call.end(false));
    responses.request(WINDOW);
    return call;
  }

  @Override
  public void onNext(StreamGetRequest request) {
    try {
      StreamGetResponse response = answer(request);
      synchronized (this) {
        if (!ended) {
          responses.onNext(response);
        }
      }
    } catch (Throwable error) {
      end(false);
      throw error;
    }
    if (responses.isReady()) {
      responses.request(1);
    } else {
      withheld++;
    }
  }

  private void allowWithheld() {
    if (withheld > 0) {
      responses.request(withheld);
      withheld = 0;
    }
  }

  private StreamGetResponse answer(StreamGetRequest request) {
    Requests.checkCount("keys", request.getKeysCount(), Limits.MAX_GET_KEYS);
    Collection rows = collection(request);
    Schema schema = projected == null ? rows.schema() : projected;
    BatchGet.Found found = BatchGet.find(rows, keys(request), schema, columns.isEmpty());
    ByteString pieces = found.batches();
    if (!schemaSent) {
      schemaSent = true;
      pieces = ArrowMessages.schema(schema).concat(pieces);
    }
    return StreamGetResponse.newBuilder().setArrowIpc(pieces).setRows(found.rows()).build();
  }

  /** By its name for each request, so that one that is dropped is not read from any more. */
  private Collection collection(StreamGetRequest request) {
    String name = collection;
    if (name == null) {
      name = Requests.collection(request.getCollection());
      Collection rows = database.collection(name);
      columns = List.copyOf(request.getColumnsList());
      whole = rows.schema();
      projected = Requests.project(whole, columns);
      collection = name;
      return rows;
    }
    checkEmpty("collection", request.getCollection().isEmpty());
    checkEmpty("columns", request.getColumnsCount() == 0);
    Collection rows = database.collection(name);
    if (!rows.schema().equals(whole)) {
      throw new OmenException(
          ErrorCode.CONFLICT,
          "Collection '" + name + "' was dropped and made again with another schema",
          "begin another call");
    }
    return rows;
  }

  private static void checkEmpty(String field, boolean empty) {
    if (!empty) {
      throw OmenException.invalid(
          field, field + " belongs in the first request of a call", "leave it out in the others");
    }
  }

  private static long[] keys(StreamGetRequest request) {
    long[] keys = new long[request.getKeysCount()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = request.getKeys(i);
    }
    return keys;
  }

  @Override
  public void onError(Throwable cancelled) {
    end(false);
  }

  @Override
  public void onCompleted() {
    end(true);
  }

  /**
   * Sends no more. Idempotent.
   *
   * @param complete whether the client is to be told that all went well
   */
  void end(boolean complete) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      if (complete) {
        complete();
      }
    }
    onEnd.accept(this);
  }

  private void complete() {
    try {
      responses.onCompleted();
    } catch (IllegalStateException e) {
      // A request that could not be read has ended the call, and we are about to hear of it.
    }
  }
}
