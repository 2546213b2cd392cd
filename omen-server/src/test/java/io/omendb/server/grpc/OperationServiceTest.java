package io.omendb.server.grpc;

import static io.omendb.server.grpc.RunningServer.CITIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.server.config.ServerKey;
import io.omendb.server.grpc.v1.CancelOperationRequest;
import io.omendb.server.grpc.v1.GetOperationRequest;
import io.omendb.server.grpc.v1.ListOperationsRequest;
import io.omendb.server.grpc.v1.Operation;
import io.omendb.server.grpc.v1.OperationKind;
import io.omendb.server.grpc.v1.OperationServiceGrpc;
import io.omendb.server.grpc.v1.OperationServiceGrpc.OperationServiceBlockingStub;
import io.omendb.server.grpc.v1.OperationState;
import io.omendb.server.grpc.v1.StartBackupRequest;
import io.omendb.server.grpc.v1.StartFlushRequest;
import io.omendb.server.grpc.v1.StartMergeRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Long-running operations over the wire. */
@Timeout(60)
final class OperationServiceTest {
  @TempDir private Path scratch;

  @Test
  void backup_isMade_andSaysWhatItHolds() throws Exception {
    try (RunningServer running = new RunningServer().withCities(10)) {
      Path directory = scratch.resolve("backup");
      Operation started = startBackup(running, directory);
      assertTrue(started.getName().startsWith("operations/"), started.getName());
      assertEquals(OperationKind.OPERATION_KIND_BACKUP, started.getKind());
      assertEquals(directory.toString(), started.getSubject());
      Operation ended = awaitEnd(running, started.getName());
      assertEquals(OperationState.OPERATION_STATE_SUCCEEDED, ended.getState(), ended.toString());
      assertEquals(1, ended.getFraction());
      assertEquals(ended.getTotalBytes(), ended.getDoneBytes());
      assertTrue(ended.getTotalBytes() > 0, ended.toString());
      assertTrue(ended.hasEndTime());
      assertEquals(CITIES, ended.getBackup().getCollections(0).getCollection());
      assertTrue(ended.getBackup().getSizeBytes() >= ended.getTotalBytes(), ended.toString());
      try (Database copy = Database.open("file:" + directory)) {
        assertEquals(10, copy.collection(CITIES).count());
      }
    }
  }

  @Test
  void failure_saysWhy() throws Exception {
    try (RunningServer running = new RunningServer().withCities(1)) {
      Path taken = scratch.resolve("taken");
      awaitEnd(running, startBackup(running, taken).getName());
      Operation ended = awaitEnd(running, startBackup(running, taken).getName());
      assertEquals(OperationState.OPERATION_STATE_FAILED, ended.getState());
      assertEquals(ErrorCode.INVALID_ARGUMENT.name(), ended.getError().getReason());
      assertEquals("INVALID_ARGUMENT", ended.getError().getCode());
      assertEquals("directory", ended.getError().getField());
      assertFalse(ended.hasBackup());
    }
  }

  @Test
  void flushAndMerge_run_andAreListedNewestFirst() throws Exception {
    try (RunningServer running = new RunningServer().withCities(10)) {
      Operation flush =
          operations(running)
              .startFlush(StartFlushRequest.newBuilder().setCollection(CITIES).build())
              .getOperation();
      awaitEnd(running, flush.getName());
      Operation merge =
          operations(running)
              .startMerge(StartMergeRequest.newBuilder().setCollection(CITIES).build())
              .getOperation();
      assertEquals(
          OperationState.OPERATION_STATE_SUCCEEDED, awaitEnd(running, merge.getName()).getState());
      List<Operation> listed = list(running);
      assertEquals(
          List.of(merge.getName(), flush.getName()),
          listed.stream().map(Operation::getName).toList());
      assertEquals(CITIES, listed.getFirst().getSubject());
      assertEquals(OperationKind.OPERATION_KIND_FLUSH, listed.getLast().getKind());
    }
  }

  @Test
  void waitingOperation_isCancelled_andNeverBegins() throws Exception {
    try (RunningServer running = running("3")) {
      CountDownLatch gate = new CountDownLatch(1);
      running.probe.gate("merge", gate);
      startMerge(running);
      startMerge(running);
      running.probe.awaitCalls(2);
      Operation third = startMerge(running);
      assertEquals(OperationState.OPERATION_STATE_WAITING, third.getState());
      ErrorDetails.of(() -> startMerge(running))
          .assertIs(Status.Code.RESOURCE_EXHAUSTED, ErrorCode.OVERLOADED, null);
      Operation cancelled = cancel(running, third.getName());
      assertEquals(OperationState.OPERATION_STATE_CANCELLED, cancelled.getState());
      startMerge(running); // there is room again
      gate.countDown();
      for (Operation each : list(running)) {
        awaitEnd(running, each.getName());
      }
      assertEquals(3, running.probe.calls.get(), "merges that began");
      assertEquals(
          OperationState.OPERATION_STATE_CANCELLED, awaitEnd(running, third.getName()).getState());
    }
  }

  @Test
  void cancelledBackup_ends_andIsNone() throws Exception {
    try (RunningServer running = new RunningServer().withCities(10)) {
      CountDownLatch gate = new CountDownLatch(1);
      running.probe.gateBackup(gate);
      Operation started = startBackup(running, scratch.resolve("backup"));
      running.probe.awaitBackups(1);
      cancel(running, started.getName());
      gate.countDown();
      Operation ended = awaitEnd(running, started.getName());
      assertEquals(OperationState.OPERATION_STATE_CANCELLED, ended.getState(), ended.toString());
      assertFalse(ended.hasError());
      assertFalse(ended.hasBackup());
      assertFalse(scratch.resolve("backup/BACKUP").toFile().exists());
    }
  }

  @Test
  void shutdown_waitsForOperations() throws Exception {
    try (RunningServer running = new RunningServer().withCities(1)) {
      CountDownLatch gate = new CountDownLatch(1);
      running.probe.gate("merge", gate);
      startMerge(running);
      running.probe.awaitCalls(1);
      CompletableFuture<Void> shutdown =
          CompletableFuture.runAsync(() -> running.server.shutdown(Duration.ofMillis(10)));
      Thread.sleep(50);
      assertFalse(shutdown.isDone(), "shut down under an operation");
      gate.countDown();
      shutdown.get();
    }
  }

  private static RunningServer running(String limit) {
    return new RunningServer(Map.of(ServerKey.OPERATIONS, limit)).withCities(1);
  }

  private static OperationServiceBlockingStub operations(RunningServer running) {
    return OperationServiceGrpc.newBlockingStub(running.channel)
        .withDeadlineAfter(Duration.ofSeconds(30));
  }

  private static Operation startBackup(RunningServer running, Path directory) {
    return operations(running)
        .startBackup(StartBackupRequest.newBuilder().setDirectory(directory.toString()).build())
        .getOperation();
  }

  private static Operation startMerge(RunningServer running) {
    return operations(running)
        .startMerge(StartMergeRequest.newBuilder().setCollection(CITIES).build())
        .getOperation();
  }

  private static Operation cancel(RunningServer running, String name) {
    return operations(running)
        .cancelOperation(CancelOperationRequest.newBuilder().setName(name).build())
        .getOperation();
  }

  private static List<Operation> list(RunningServer running) {
    return operations(running)
        .listOperations(ListOperationsRequest.getDefaultInstance())
        .getOperationsList();
  }

  private static Operation awaitEnd(RunningServer running, String name)
      throws InterruptedException {
    while (true) {
      Operation operation =
          operations(running)
              .getOperation(GetOperationRequest.newBuilder().setName(name).build())
              .getOperation();
      if (operation.hasEndTime()) {
        return operation;
      }
      Thread.sleep(2);
    }
  }
}
