package io.omendb.server.grpc;

import io.grpc.stub.StreamObserver;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.server.grpc.v1.CollectionServiceGrpc;
import io.omendb.server.grpc.v1.CreateCollectionRequest;
import io.omendb.server.grpc.v1.CreateCollectionResponse;
import io.omendb.server.grpc.v1.DropCollectionRequest;
import io.omendb.server.grpc.v1.DropCollectionResponse;
import io.omendb.server.grpc.v1.FlushRequest;
import io.omendb.server.grpc.v1.FlushResponse;
import io.omendb.server.grpc.v1.GetCollectionRequest;
import io.omendb.server.grpc.v1.GetCollectionResponse;
import io.omendb.server.grpc.v1.GetCollectionStatsRequest;
import io.omendb.server.grpc.v1.GetCollectionStatsResponse;
import io.omendb.server.grpc.v1.ListCollectionsRequest;
import io.omendb.server.grpc.v1.ListCollectionsResponse;
import io.omendb.server.grpc.v1.MergeRequest;
import io.omendb.server.grpc.v1.MergeResponse;
import io.omendb.server.security.Principal;

/** Collections: every method checks its request, asks the database and answers, or throws. */
final class CollectionServiceImpl extends CollectionServiceGrpc.CollectionServiceImplBase {
  private final Database database;

  CollectionServiceImpl(Database database) {
    this.database = database;
  }

  @Override
  public void createCollection(
      CreateCollectionRequest request, StreamObserver<CreateCollectionResponse> observer) {
    String name = Requests.collection(request.getCollection());
    Collection created = database.createCollection(name, Schema.parse(request.getSchema()));
    Replies.send(
        observer, CreateCollectionResponse.newBuilder().setCollection(message(created)).build());
  }

  @Override
  public void getCollection(
      GetCollectionRequest request, StreamObserver<GetCollectionResponse> observer) {
    Collection collection = collection(request.getCollection());
    Replies.send(
        observer, GetCollectionResponse.newBuilder().setCollection(message(collection)).build());
  }

  @Override
  public void listCollections(
      ListCollectionsRequest request, StreamObserver<ListCollectionsResponse> observer) {
    ListCollectionsResponse.Builder response = ListCollectionsResponse.newBuilder();
    Principal caller = AccessInterceptor.principal();
    database.listCollections().stream()
        .filter(caller::maySee)
        .forEach(name -> addUnlessDropped(response, name));
    Replies.send(observer, response.build());
  }

  @Override
  public void dropCollection(
      DropCollectionRequest request, StreamObserver<DropCollectionResponse> observer) {
    database.dropCollection(Requests.collection(request.getCollection()));
    Replies.send(observer, DropCollectionResponse.getDefaultInstance());
  }

  @Override
  public void flush(FlushRequest request, StreamObserver<FlushResponse> observer) {
    collection(request.getCollection()).flush();
    Replies.send(observer, FlushResponse.getDefaultInstance());
  }

  @Override
  public void merge(MergeRequest request, StreamObserver<MergeResponse> observer) {
    collection(request.getCollection()).merge();
    Replies.send(observer, MergeResponse.getDefaultInstance());
  }

  @Override
  public void getCollectionStats(
      GetCollectionStatsRequest request, StreamObserver<GetCollectionStatsResponse> observer) {
    Collection collection = collection(request.getCollection());
    Replies.send(
        observer,
        GetCollectionStatsResponse.newBuilder()
            .setStats(StatsMessages.message(collection.stats()))
            .build());
  }

  private Collection collection(String name) {
    return database.collection(Requests.collection(name));
  }

  private static io.omendb.server.grpc.v1.Collection message(Collection collection) {
    return io.omendb.server.grpc.v1.Collection.newBuilder()
        .setName(collection.name())
        .setSchema(collection.schema().toString())
        .build();
  }

  private void addUnlessDropped(ListCollectionsResponse.Builder response, String name) {
    try {
      response.addCollections(message(database.collection(name)));
    } catch (OmenException e) {
      if (e.code() != ErrorCode.COLLECTION_NOT_FOUND) {
        throw e;
      }
    }
  }
}
