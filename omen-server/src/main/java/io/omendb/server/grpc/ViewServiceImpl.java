package io.omendb.server.grpc;

import io.grpc.stub.StreamObserver;
import io.omendb.server.grpc.v1.CreateViewRequest;
import io.omendb.server.grpc.v1.CreateViewResponse;
import io.omendb.server.grpc.v1.DeleteViewRequest;
import io.omendb.server.grpc.v1.DeleteViewResponse;
import io.omendb.server.grpc.v1.ViewServiceGrpc;

/** Views: every method checks its request, asks the views and answers, or throws. */
final class ViewServiceImpl extends ViewServiceGrpc.ViewServiceImplBase {
  private final Views views;

  ViewServiceImpl(Views views) {
    this.views = views;
  }

  @Override
  public void createView(CreateViewRequest request, StreamObserver<CreateViewResponse> observer) {
    Views.Opened opened = views.open(Requests.collection(request.getCollection()));
    Replies.send(
        observer,
        CreateViewResponse.newBuilder()
            .setView(opened.name())
            .setSeq(opened.seq())
            .setIdleMillis(views.idle().toMillis())
            .build());
  }

  @Override
  public void deleteView(DeleteViewRequest request, StreamObserver<DeleteViewResponse> observer) {
    if (request.getView().isEmpty()) {
      throw Requests.missing("view");
    }
    views.close(request.getView());
    Replies.send(observer, DeleteViewResponse.getDefaultInstance());
  }
}
