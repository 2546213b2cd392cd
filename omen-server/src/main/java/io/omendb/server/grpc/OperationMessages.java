package io.omendb.server.grpc;

import com.google.protobuf.Timestamp;
import io.omendb.BackupSummary;
import io.omendb.OmenException;
import io.omendb.server.grpc.v1.BackupCollection;
import io.omendb.server.grpc.v1.CreateBackupResponse;
import io.omendb.server.grpc.v1.OperationError;
import io.omendb.server.grpc.v1.OperationKind;
import io.omendb.server.grpc.v1.OperationState;
import io.omendb.server.operations.Operation;
import java.time.Instant;

/** Operations and backups as messages. */
final class OperationMessages {
  private OperationMessages() {}

  static io.omendb.server.grpc.v1.Operation of(Operation operation) {
    var message =
        io.omendb.server.grpc.v1.Operation.newBuilder()
            .setName(operation.name())
            .setKind(kind(operation.kind()))
            .setSubject(operation.subject())
            .setState(state(operation.state()))
            .setDoneRows(operation.doneRows())
            .setTotalRows(operation.totalRows())
            .setDoneBytes(operation.doneBytes())
            .setTotalBytes(operation.totalBytes())
            .setStartTime(timestamp(operation.started()));
    operation.fraction().ifPresent(message::setFraction);
    Instant ended = operation.ended();
    if (ended != null) {
      message.setEndTime(timestamp(ended));
    }
    OmenException error = operation.error();
    if (error != null) {
      message.setError(of(error));
    }
    BackupSummary backup = operation.backup();
    if (backup != null) {
      message.setBackup(of(backup));
    }
    return message.build();
  }

  static CreateBackupResponse of(BackupSummary summary) {
    CreateBackupResponse.Builder response =
        CreateBackupResponse.newBuilder()
            .setFiles(summary.files())
            .setSizeBytes(summary.sizeInBytes());
    for (BackupSummary.CollectionSeq collection : summary.collections()) {
      response.addCollections(
          BackupCollection.newBuilder().setCollection(collection.name()).setSeq(collection.seq()));
    }
    return response.build();
  }

  private static OperationError of(OmenException error) {
    OperationError.Builder message =
        OperationError.newBuilder()
            .setCode(ErrorStatus.code(error.code()).name())
            .setReason(error.code().name())
            .setMessage(String.valueOf(error.getMessage()));
    error.field().ifPresent(message::setField);
    return message.build();
  }

  private static OperationKind kind(Operation.Kind kind) {
    return switch (kind) {
      case BACKUP -> OperationKind.OPERATION_KIND_BACKUP;
      case FLUSH -> OperationKind.OPERATION_KIND_FLUSH;
      case MERGE -> OperationKind.OPERATION_KIND_MERGE;
      case IMPORT -> OperationKind.OPERATION_KIND_IMPORT;
      case EXPORT -> OperationKind.OPERATION_KIND_EXPORT;
    };
  }

  private static OperationState state(Operation.State state) {
    return switch (state) {
      case WAITING -> OperationState.OPERATION_STATE_WAITING;
      case RUNNING -> OperationState.OPERATION_STATE_RUNNING;
      case SUCCEEDED -> OperationState.OPERATION_STATE_SUCCEEDED;
      case FAILED -> OperationState.OPERATION_STATE_FAILED;
      case CANCELLED -> OperationState.OPERATION_STATE_CANCELLED;
    };
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
