package io.omendb.server.grpc;

import io.grpc.stub.StreamObserver;
import io.omendb.BackupSummary;
import io.omendb.Database;
import io.omendb.server.grpc.v1.CareServiceGrpc;
import io.omendb.server.grpc.v1.CreateBackupRequest;
import io.omendb.server.grpc.v1.CreateBackupResponse;
import io.omendb.server.operations.Backups;

/** Care for the database as a whole. */
final class CareServiceImpl extends CareServiceGrpc.CareServiceImplBase {
  private final Database database;

  CareServiceImpl(Database database) {
    this.database = database;
  }

  @Override
  public void createBackup(
      CreateBackupRequest request, StreamObserver<CreateBackupResponse> observer) {
    BackupSummary summary = database.backup(Backups.directory(request.getDirectory()));
    Replies.send(observer, OperationMessages.of(summary));
  }
}
