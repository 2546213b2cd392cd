package io.omendb.server.grpc;

import io.grpc.stub.StreamObserver;
import io.omendb.BackupSummary;
import io.omendb.Database;
import io.omendb.OmenException;
import io.omendb.server.grpc.v1.CareServiceGrpc;
import io.omendb.server.grpc.v1.CreateBackupRequest;
import io.omendb.server.grpc.v1.CreateBackupResponse;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Care for the database as a whole. */
final class CareServiceImpl extends CareServiceGrpc.CareServiceImplBase {
  private final Database database;

  CareServiceImpl(Database database) {
    this.database = database;
  }

  @Override
  public void createBackup(
      CreateBackupRequest request, StreamObserver<CreateBackupResponse> observer) {
    BackupSummary summary = database.backup(directory(request.getDirectory()));
    Replies.send(observer, OperationMessages.of(summary));
  }

  /** The working directory of the server is not the client's concern. */
  static Path directory(String text) {
    if (text.isEmpty()) {
      throw Requests.missing("directory");
    }
    try {
      Path directory = Path.of(text);
      if (directory.isAbsolute()) {
        return directory;
      }
    } catch (InvalidPathException e) {
      throw OmenException.invalid("directory", "directory is not a path: " + e.getReason(), null);
    }
    throw OmenException.invalid(
        "directory",
        "directory is '" + text + "', which is relative",
        "give an absolute path on the server's machine");
  }
}
