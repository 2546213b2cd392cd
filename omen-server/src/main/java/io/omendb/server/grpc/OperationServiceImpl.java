package io.omendb.server.grpc;

import io.grpc.stub.StreamObserver;
import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.core.arrow.ArrowNames;
import io.omendb.server.grpc.v1.CancelOperationRequest;
import io.omendb.server.grpc.v1.CancelOperationResponse;
import io.omendb.server.grpc.v1.GetOperationRequest;
import io.omendb.server.grpc.v1.GetOperationResponse;
import io.omendb.server.grpc.v1.ListOperationsRequest;
import io.omendb.server.grpc.v1.ListOperationsResponse;
import io.omendb.server.grpc.v1.OperationServiceGrpc;
import io.omendb.server.grpc.v1.StartBackupRequest;
import io.omendb.server.grpc.v1.StartBackupResponse;
import io.omendb.server.grpc.v1.StartExportRequest;
import io.omendb.server.grpc.v1.StartExportResponse;
import io.omendb.server.grpc.v1.StartFlushRequest;
import io.omendb.server.grpc.v1.StartFlushResponse;
import io.omendb.server.grpc.v1.StartImportRequest;
import io.omendb.server.grpc.v1.StartImportResponse;
import io.omendb.server.grpc.v1.StartMergeRequest;
import io.omendb.server.grpc.v1.StartMergeResponse;
import io.omendb.server.operations.Backups;
import io.omendb.server.operations.Operation;
import io.omendb.server.operations.Operations;
import io.omendb.server.transfer.ServerWork;
import io.omendb.server.transfer.Transfers;

/** Long work: started here, and asked after. */
final class OperationServiceImpl extends OperationServiceGrpc.OperationServiceImplBase {
  private final Database database;
  private final Operations operations;
  private final Transfers transfers;

  OperationServiceImpl(Database database, ServerWork work) {
    this.database = database;
    this.operations = work.operations();
    this.transfers = work.transfers();
  }

  @Override
  public void startBackup(
      StartBackupRequest request, StreamObserver<StartBackupResponse> observer) {
    Operation started = Backups.start(operations, database, request.getDirectory());
    Replies.send(
        observer,
        StartBackupResponse.newBuilder().setOperation(OperationMessages.of(started)).build());
  }

  @Override
  public void startFlush(StartFlushRequest request, StreamObserver<StartFlushResponse> observer) {
    Collection collection = database.collection(Requests.collection(request.getCollection()));
    Operation started =
        operations.start(
            Operation.Kind.FLUSH,
            collection.name(),
            progress -> {
              collection.flush();
              return null;
            });
    Replies.send(
        observer,
        StartFlushResponse.newBuilder().setOperation(OperationMessages.of(started)).build());
  }

  @Override
  public void startMerge(StartMergeRequest request, StreamObserver<StartMergeResponse> observer) {
    Collection collection = database.collection(Requests.collection(request.getCollection()));
    Operation started =
        operations.start(
            Operation.Kind.MERGE,
            collection.name(),
            progress -> {
              collection.merge();
              return null;
            });
    Replies.send(
        observer,
        StartMergeResponse.newBuilder().setOperation(OperationMessages.of(started)).build());
  }

  @Override
  public void startImport(
      StartImportRequest request, StreamObserver<StartImportResponse> observer) {
    Collection collection = database.collection(Requests.collection(request.getCollection()));
    String key = request.getKeyColumn();
    Operation started =
        transfers.startImport(
            collection,
            request.getFile(),
            key.isEmpty() ? ArrowNames.KEY : key,
            Requests.mode(request.getMode()));
    Replies.send(
        observer,
        StartImportResponse.newBuilder().setOperation(OperationMessages.of(started)).build());
  }

  @Override
  public void startExport(
      StartExportRequest request, StreamObserver<StartExportResponse> observer) {
    Collection collection = database.collection(Requests.collection(request.getCollection()));
    Operation started =
        transfers.startExport(
            collection,
            request.getFile(),
            Requests.range(request.getKeys()),
            Requests.where(request.hasWhere(), request.getWhere()));
    Replies.send(
        observer,
        StartExportResponse.newBuilder().setOperation(OperationMessages.of(started)).build());
  }

  @Override
  public void getOperation(
      GetOperationRequest request, StreamObserver<GetOperationResponse> observer) {
    Operation operation = operations.get(name(request.getName()));
    Replies.send(
        observer,
        GetOperationResponse.newBuilder().setOperation(OperationMessages.of(operation)).build());
  }

  @Override
  public void listOperations(
      ListOperationsRequest request, StreamObserver<ListOperationsResponse> observer) {
    ListOperationsResponse.Builder response = ListOperationsResponse.newBuilder();
    operations.list().forEach(each -> response.addOperations(OperationMessages.of(each)));
    Replies.send(observer, response.build());
  }

  @Override
  public void cancelOperation(
      CancelOperationRequest request, StreamObserver<CancelOperationResponse> observer) {
    Operation operation = operations.cancel(name(request.getName()));
    Replies.send(
        observer,
        CancelOperationResponse.newBuilder().setOperation(OperationMessages.of(operation)).build());
  }

  private static String name(String name) {
    if (name.isEmpty()) {
      throw Requests.missing("name");
    }
    return name;
  }
}
