package io.omendb.server.grpc;

import io.grpc.stub.StreamObserver;
import io.omendb.RowReader;
import io.omendb.server.grpc.v1.ExplainGetRequest;
import io.omendb.server.grpc.v1.ExplainGetResponse;
import io.omendb.server.grpc.v1.ExplainSearchRequest;
import io.omendb.server.grpc.v1.ExplainSearchResponse;
import io.omendb.server.grpc.v1.ExplainServiceGrpc;
import io.omendb.server.grpc.v1.SearchRequest;

/** Explanations of reads: every method checks its request, asks the database and answers. */
final class ExplainServiceImpl extends ExplainServiceGrpc.ExplainServiceImplBase {
  private final Views views;

  ExplainServiceImpl(Views views) {
    this.views = views;
  }

  @Override
  public void explainGet(ExplainGetRequest request, StreamObserver<ExplainGetResponse> observer) {
    RowReader reader = reader(request.getCollection(), request.getView());
    if (!request.hasKey()) {
      throw Requests.missing("key");
    }
    var plan = ExplainMessages.message(reader.explainGet(request.getKey()));
    Replies.send(observer, ExplainGetResponse.newBuilder().setPlan(plan).build());
  }

  @Override
  public void explainSearch(
      ExplainSearchRequest request, StreamObserver<ExplainSearchResponse> observer) {
    SearchRequest search = request.getSearch();
    RowReader reader = reader(search.getCollection(), search.getView());
    var plan =
        ExplainMessages.message(
            reader.explainNearest(SearchMessages.spec(search, reader.schema())),
            search.getColumnsList());
    Replies.send(observer, ExplainSearchResponse.newBuilder().setPlan(plan).build());
  }

  private RowReader reader(String collection, String view) {
    return views.reader(Requests.collection(collection), view);
  }
}
