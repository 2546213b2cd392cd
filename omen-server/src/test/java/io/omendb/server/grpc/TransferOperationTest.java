package io.omendb.server.grpc;

import static io.omendb.server.grpc.RunningServer.CITIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.server.config.ServerKey;
import io.omendb.server.grpc.v1.CancelOperationRequest;
import io.omendb.server.grpc.v1.GetOperationRequest;
import io.omendb.server.grpc.v1.ImportMode;
import io.omendb.server.grpc.v1.KeyRange;
import io.omendb.server.grpc.v1.Operation;
import io.omendb.server.grpc.v1.OperationKind;
import io.omendb.server.grpc.v1.OperationServiceGrpc;
import io.omendb.server.grpc.v1.OperationServiceGrpc.OperationServiceBlockingStub;
import io.omendb.server.grpc.v1.OperationState;
import io.omendb.server.grpc.v1.StartExportRequest;
import io.omendb.server.grpc.v1.StartImportRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports and exports by the server, over the wire. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // set before each test
final class TransferOperationTest {
  private static final Schema NUMBERS = Schema.parse("n int64");

  @TempDir private Path files;
  private RunningServer running;

  @BeforeEach
  void start() {
    running =
        new RunningServer(
            Map.of(
                ServerKey.TRANSFER_DIR, files.toString(), ServerKey.LIMITS_PREDICATE_DEPTH, "3"));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c.csv", "c.jsonl", "c.arrow", "c.csv.gz", "c.jsonl.gz", "c.arrow.gz"})
  void exportThenImport_givesTheSameRows(String file) throws Exception {
    Collection cities = running.withCities(2_500).probe.database().collection(CITIES);
    cities.put(Row.of(-7).with("name", "a \"b\", c\nd"));
    Operation exported = awaitEnd(export(CITIES, file).build());
    assertEquals(OperationState.OPERATION_STATE_SUCCEEDED, exported.getState(), exported + "");
    assertEquals(OperationKind.OPERATION_KIND_EXPORT, exported.getKind());
    assertEquals(CITIES, exported.getSubject());
    assertEquals(2_501, exported.getDoneRows());
    assertEquals(2_501, exported.getTotalRows());
    assertEquals(Files.size(files.resolve(file)), exported.getDoneBytes());
    for (ImportMode mode : List.of(ImportMode.IMPORT_MODE_BATCHES, ImportMode.IMPORT_MODE_BULK)) {
      String name = "copy_" + mode.getNumber();
      Collection copy = running.probe.database().createCollection(name, cities.schema());
      Operation imported = awaitEnd(importing(name, file).setMode(mode).build());
      assertEquals(OperationState.OPERATION_STATE_SUCCEEDED, imported.getState(), imported + "");
      assertEquals(OperationKind.OPERATION_KIND_IMPORT, imported.getKind());
      assertEquals(2_501, imported.getDoneRows());
      assertEquals(Files.size(files.resolve(file)), imported.getTotalBytes());
      assertEquals(imported.getTotalBytes(), imported.getDoneBytes());
      assertEquals(1, imported.getFraction());
      assertEquals(cities.scan().toList(), copy.scan().toList());
    }
  }

  @Test
  void export_ofSomeRows_replacesTheFile() throws Exception {
    running.withCities(100);
    Files.writeString(files.resolve("some.csv"), "old");
    Operation exported =
        awaitEnd(
            export(CITIES, "some.csv")
                .setKeys(KeyRange.newBuilder().setFromKey(10).setToKey(20))
                .setWhere("population >= 15000")
                .build());
    assertEquals(5, exported.getDoneRows(), exported.toString());
    List<String> lines = Files.readAllLines(files.resolve("some.csv"));
    assertEquals("key,name,population,position", lines.getFirst());
    assertEquals(6, lines.size());
    assertTrue(lines.getLast().startsWith("19,city 19,19000,"), lines.getLast());
  }

  private Path numbers(int rows, String rest) throws Exception {
    StringBuilder csv = new StringBuilder("id,n\n");
    for (int key = 0; key < rows; key++) {
      csv.append(key).append(',').append(key).append('\n');
    }
    return Files.writeString(files.resolve("numbers.csv"), csv.append(rest));
  }

  private StartImportRequest.Builder numbersOf(String collection) {
    return importing(collection, "numbers.csv").setKeyColumn("id");
  }

  @Test
  void brokenLine_isNamed_andNothingOfItsBatchIsImported() throws Exception {
    numbers(10_500, "10500,many\n10501,1\n");
    Collection target = running.probe.database().createCollection("target", NUMBERS);
    Operation failed = awaitEnd(numbersOf("target").build());
    assertEquals(OperationState.OPERATION_STATE_FAILED, failed.getState(), failed.toString());
    assertEquals(ErrorCode.INVALID_DATA.name(), failed.getError().getReason());
    String message = failed.getError().getMessage();
    assertTrue(message.startsWith("numbers.csv, line 10502: Column 'n' is int64"), message);
    assertTrue(message.contains("imported before it: 10000 rows"), message);
    assertFalse(message.contains(files.toString()), message);
    assertEquals(10_000, failed.getDoneRows());
    assertEquals(10_000, target.count());

    Collection bulk = running.probe.database().createCollection("bulk", NUMBERS);
    Operation none = awaitEnd(numbersOf("bulk").setMode(ImportMode.IMPORT_MODE_BULK).build());
    assertEquals(OperationState.OPERATION_STATE_FAILED, none.getState(), none.toString());
    assertTrue(none.getError().getMessage().contains("line 10502"), none.toString());
    assertEquals(0, none.getDoneRows());
    assertEquals(0, bulk.count());
  }

  @Test
  void import_saysHowFarItIs_andEndsWhenItIsCancelled() throws Exception {
    numbers(50_000, "");
    Collection target = running.probe.database().createCollection("target", NUMBERS);
    CountDownLatch gate = new CountDownLatch(1);
    running.probe.gate("write", gate);
    Operation started = operations().startImport(numbersOf("target").build()).getOperation();
    running.probe.awaitCalls(1);
    Operation under = get(started.getName());
    assertEquals(OperationState.OPERATION_STATE_RUNNING, under.getState());
    assertTrue(under.getDoneBytes() > 0, under.toString());
    assertTrue(under.getFraction() > 0 && under.getFraction() < 1, under.toString());
    assertEquals(0, under.getDoneRows(), "nothing is committed yet");
    cancel(started.getName());
    gate.countDown();
    Operation ended = awaitEnd(started.getName());
    assertEquals(OperationState.OPERATION_STATE_CANCELLED, ended.getState(), ended.toString());
    assertFalse(ended.hasError());
    assertEquals(10_000, target.count(), "the batch that was being written");
    assertEquals(10_000, ended.getDoneRows());
    assertEquals(1, running.probe.calls.get(), "batches begun");
    running.probe.gate(null);
    assertEquals(50_000, awaitEnd(numbersOf("target").build()).getDoneRows());
    assertEquals(50_000, target.count());
  }

  @Test
  void export_saysHowFarItIs_andACancelledOneLeavesNothing() throws Exception {
    Collection target = running.probe.database().createCollection("target", NUMBERS);
    numbers(20_000, "");
    awaitEnd(numbersOf("target").build());
    Files.delete(files.resolve("numbers.csv"));
    CountDownLatch gate = new CountDownLatch(1);
    running.probe.gate("count", gate);
    Operation started = operations().startExport(export("target", "t.csv").build()).getOperation();
    running.probe.awaitCalls(1);
    assertEquals(OperationState.OPERATION_STATE_RUNNING, get(started.getName()).getState());
    cancel(started.getName());
    gate.countDown();
    Operation ended = awaitEnd(started.getName());
    assertEquals(OperationState.OPERATION_STATE_CANCELLED, ended.getState(), ended.toString());
    try (Stream<Path> left = Files.list(files)) {
      assertEquals(List.of(), left.toList());
    }
    running.probe.gate(null);
    assertEquals(20_000, target.count());
  }

  @Test
  void whatIsWrong_isSaidAtTheStart() throws Exception {
    running.withCities(1);
    Path outside = Files.writeString(files.resolveSibling(files.getFileName() + ".csv"), "key\n");
    try {
      for (String file : List.of("", "../" + outside.getFileName(), outside.toString(), "a.exe")) {
        refused(
            Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_ARGUMENT, "file", export(CITIES, file));
      }
      refused(
          Status.Code.INVALID_ARGUMENT,
          ErrorCode.COLUMN_NOT_FOUND,
          "where",
          export(CITIES, "a.csv").setWhere("nothing > 1"));
      refused(
          Status.Code.INVALID_ARGUMENT,
          ErrorCode.LIMIT_EXCEEDED,
          "where",
          export(CITIES, "a.csv").setWhere("key = 1 and (key = 2 or (not key = 3))"));
      ErrorDetails.of(() -> operations().startImport(importing(CITIES, "none.csv").build()))
          .assertIs(Status.Code.NOT_FOUND, ErrorCode.LOCATION_NOT_FOUND, "file");
      ErrorDetails.of(() -> operations().startImport(importing("nowhere", "a.csv").build()))
          .assertIs(Status.Code.NOT_FOUND, ErrorCode.COLLECTION_NOT_FOUND, "collection");
    } finally {
      Files.delete(outside);
    }
  }

  private void refused(
      Status.Code code, ErrorCode reason, String field, StartExportRequest.Builder request) {
    ErrorDetails.of(() -> operations().startExport(request.build())).assertIs(code, reason, field);
  }

  @Test
  void serverWithoutADirectory_refuses_andSaysWhatToSet() {
    try (RunningServer plain = new RunningServer().withCities(1)) {
      ErrorDetails error =
          ErrorDetails.of(() ->
              OperationServiceGrpc.newBlockingStub(plain.channel)
                  .startExport(export(CITIES, "a.csv").build()));
      error.assertIs(Status.Code.UNIMPLEMENTED, ErrorCode.UNSUPPORTED, "file");
      assertTrue(error.message().contains("server.transfer-dir"), error.message());
    }
  }

  private static StartExportRequest.Builder export(String collection, String file) {
    return StartExportRequest.newBuilder().setCollection(collection).setFile(file);
  }

  private static StartImportRequest.Builder importing(String collection, String file) {
    return StartImportRequest.newBuilder().setCollection(collection).setFile(file);
  }

  private OperationServiceBlockingStub operations() {
    return OperationServiceGrpc.newBlockingStub(running.channel)
        .withDeadlineAfter(Duration.ofSeconds(60));
  }

  private Operation awaitEnd(StartExportRequest request) throws InterruptedException {
    return awaitEnd(operations().startExport(request).getOperation().getName());
  }

  private Operation awaitEnd(StartImportRequest request) throws InterruptedException {
    return awaitEnd(operations().startImport(request).getOperation().getName());
  }

  private Operation awaitEnd(String name) throws InterruptedException {
    Operation operation = get(name);
    while (!operation.hasEndTime()) {
      Thread.sleep(2);
      operation = get(name);
    }
    return operation;
  }

  private Operation get(String name) {
    return operations()
        .getOperation(GetOperationRequest.newBuilder().setName(name).build())
        .getOperation();
  }

  private void cancel(String name) {
    Operation cancelled =
        operations()
            .cancelOperation(CancelOperationRequest.newBuilder().setName(name).build())
            .getOperation();
    assertEquals(name, cancelled.getName());
  }
}
