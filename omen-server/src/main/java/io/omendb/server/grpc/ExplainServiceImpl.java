package io.omendb.server.grpc;

import io.grpc.stub.StreamObserver;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.server.grpc.v1.ExplainGetRequest;
import io.omendb.server.grpc.v1.ExplainGetResponse;
import io.omendb.server.grpc.v1.ExplainSearchRequest;
import io.omendb.server.grpc.v1.ExplainSearchResponse;
import io.omendb.server.grpc.v1.ExplainServiceGrpc;
import io.omendb.server.grpc.v1.SearchRequest;

/** Explanations of reads: every method checks its request, asks the database and answers. */
final class ExplainServiceImpl extends ExplainServiceGrpc.ExplainServiceImplBase {
  private final Database database;

  ExplainServiceImpl(Database database) {
    this.database = database;
  }

  @Override
  public void explainGet(ExplainGetRequest request, StreamObserver<ExplainGetResponse> observer) {
    Collection collection = collection(request.getCollection());
    if (!request.hasKey()) {
      throw Requests.missing("key");
    }
    var plan = ExplainMessages.message(collection.explainGet(request.getKey()));
    Replies.send(observer, ExplainGetResponse.newBuilder().setPlan(plan).build());
  }

  @Override
  public void explainSearch(
      ExplainSearchRequest request, StreamObserver<ExplainSearchResponse> observer) {
    SearchRequest search = request.getSearch();
    Collection collection = collection(search.getCollection());
    var plan =
        ExplainMessages.message(
            collection.explainNearest(SearchMessages.spec(search, collection.schema())),
            search.getColumnsList());
    Replies.send(observer, ExplainSearchResponse.newBuilder().setPlan(plan).build());
  }

  private Collection collection(String name) {
    return database.collection(Requests.collection(name));
  }
}
