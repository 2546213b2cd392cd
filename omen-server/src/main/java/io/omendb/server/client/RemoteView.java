package io.omendb.server.client;

import io.grpc.Channel;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.VersionedRow;
import io.omendb.View;
import io.omendb.server.grpc.v1.CreateViewRequest;
import io.omendb.server.grpc.v1.CreateViewResponse;
import io.omendb.server.grpc.v1.DeleteViewRequest;
import io.omendb.server.grpc.v1.ViewServiceGrpc;
import java.util.Optional;

/**
 * A view that the server pins. One that goes unused for {@code server.view.idle.millis} is closed
 * there; reads after that fail with {@link ErrorCode#CLOSED}.
 */
final class RemoteView extends RemoteReader implements View {
  private final long seq;
  private final ViewServiceGrpc.ViewServiceBlockingStub views;
  private volatile boolean closed;

  private RemoteView(
      RemoteReader collection,
      Channel channel,
      ViewServiceGrpc.ViewServiceBlockingStub views,
      CreateViewResponse created) {
    super(collection.name, created.getView(), collection.schema, channel, collection.calls);
    this.seq = created.getSeq();
    this.views = views;
  }

  static RemoteView open(RemoteReader collection, Channel channel) {
    var views = ViewServiceGrpc.newBlockingStub(channel);
    var request = CreateViewRequest.newBuilder().setCollection(collection.name).build();
    CreateViewResponse created = collection.calls.run(() -> views.createView(request));
    return new RemoteView(collection, channel, views, created);
  }

  @Override
  public long seq() {
    return seq;
  }

  @Override
  public Optional<Row> get(long key) {
    return getVersioned(key).map(VersionedRow::row);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    var request = DeleteViewRequest.newBuilder().setView(view).build();
    try {
      calls.run(() -> views.deleteView(request));
    } catch (OmenException e) {
      // A server that is gone has no views any more.
      if (e.code() != ErrorCode.UNAVAILABLE) {
        throw e;
      }
    }
  }
}
