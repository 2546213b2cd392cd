package io.omendb.server.client;

import io.grpc.Channel;
import io.omendb.BackupProgress;
import io.omendb.BackupSummary;
import io.omendb.Cancellation;
import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.OmenException;
import io.omendb.predicate.Predicate;
import io.omendb.server.grpc.v1.CancelOperationRequest;
import io.omendb.server.grpc.v1.CreateBackupResponse;
import io.omendb.server.grpc.v1.GetOperationRequest;
import io.omendb.server.grpc.v1.ImportMode;
import io.omendb.server.grpc.v1.Operation;
import io.omendb.server.grpc.v1.OperationError;
import io.omendb.server.grpc.v1.OperationServiceGrpc;
import io.omendb.server.grpc.v1.OperationState;
import io.omendb.server.grpc.v1.StartBackupRequest;
import io.omendb.server.grpc.v1.StartExportRequest;
import io.omendb.server.grpc.v1.StartImportRequest;
import io.omendb.server.transfer.Transferred;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts long work on the server and follows it to its end. Safe for concurrent use. */
final class RemoteOperations {
  private static final Duration FIRST_WAIT = Duration.ofMillis(5);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

  private final OperationServiceGrpc.OperationServiceBlockingStub operations;
  private final Calls calls;

  RemoteOperations(Channel channel, Calls calls) {
    this.operations = OperationServiceGrpc.newBlockingStub(channel);
    this.calls = calls;
  }

  BackupSummary backup(String directory, BackupProgress progress) {
    var request = StartBackupRequest.newBuilder().setDirectory(directory).build();
    Operation started = calls.run(() -> operations.startBackup(request)).getOperation();
    CreateBackupResponse made =
        awaitEnd(started, now -> progress.update(now.getDoneBytes(), now.getTotalBytes()))
            .getBackup();
    List<BackupSummary.CollectionSeq> seqs =
        made.getCollectionsList().stream()
            .map(each -> new BackupSummary.CollectionSeq(each.getCollection(), each.getSeq()))
            .toList();
    return new BackupSummary(seqs, made.getFiles(), made.getSizeBytes());
  }

  long importFile(
      String collection,
      String file,
      String keyColumn,
      boolean bulk,
      Consumer<Transferred> progress) {
    var request =
        StartImportRequest.newBuilder()
            .setCollection(collection)
            .setFile(file)
            .setKeyColumn(keyColumn)
            .setMode(bulk ? ImportMode.IMPORT_MODE_BULK : ImportMode.IMPORT_MODE_BATCHES)
            .build();
    Operation started = calls.run(() -> operations.startImport(request)).getOperation();
    return awaitEnd(started, telling(progress)).getDoneRows();
  }

  long exportFile(
      String collection,
      String file,
      KeyRange keys,
      @Nullable Predicate where,
      Consumer<Transferred> progress) {
    var request =
        StartExportRequest.newBuilder()
            .setCollection(collection)
            .setFile(file)
            .setKeys(RemoteRows.range(keys));
    if (where != null) {
      request.setWhere(where.toString());
    }
    Operation started = calls.run(() -> operations.startExport(request.build())).getOperation();
    return awaitEnd(started, telling(progress)).getDoneRows();
  }

  private static Consumer<Operation> telling(Consumer<Transferred> progress) {
    return operation ->
        progress.accept(
            new Transferred(
                operation.getDoneRows(),
                operation.getTotalRows(),
                operation.getDoneBytes(),
                operation.getTotalBytes()));
  }

  /** Follows an operation until it has done its work; cancels it where nobody waits any more. */
  private Operation awaitEnd(Operation started, Consumer<Operation> progress) {
    Operation operation = started;
    Duration wait = FIRST_WAIT;
    boolean ended = false;
    try {
      while (isUnderWay(operation)) {
        progress.accept(operation);
        Cancellation.check();
        Thread.sleep(wait);
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        operation = get(operation.getName());
      }
      ended = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OmenException(ErrorCode.CANCELLED, "Interrupted", e);
    } finally {
      if (!ended) {
        cancelQuietly(operation.getName());
      }
    }
    progress.accept(operation);
    if (operation.getState() == OperationState.OPERATION_STATE_SUCCEEDED) {
      return operation;
    }
    throw error(operation);
  }

  private Operation get(String name) {
    var request = GetOperationRequest.newBuilder().setName(name).build();
    return calls.run(() -> operations.getOperation(request)).getOperation();
  }

  private static boolean isUnderWay(Operation operation) {
    return operation.getState() == OperationState.OPERATION_STATE_WAITING
        || operation.getState() == OperationState.OPERATION_STATE_RUNNING;
  }

  private void cancelQuietly(String name) {
    try {
      var request = CancelOperationRequest.newBuilder().setName(name).build();
      calls.run(() -> operations.cancelOperation(request));
    } catch (OmenException e) {
      // What kept this from following it is what the caller hears of.
    }
  }

  private static OmenException error(Operation operation) {
    if (!operation.hasError()) {
      return new OmenException(
          ErrorCode.CANCELLED, "The operation " + operation.getName() + " was cancelled");
    }
    OperationError error = operation.getError();
    return new OmenException(
        Calls.code(error.getReason()).orElse(ErrorCode.INTERNAL),
        error.getMessage(),
        error.getField().isEmpty() ? null : error.getField(),
        null,
        null);
  }
}
