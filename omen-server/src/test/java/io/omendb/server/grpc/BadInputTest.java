package io.omendb.server.grpc;

import static io.omendb.server.grpc.RunningServer.CITIES;
import static io.omendb.server.grpc.RunningServer.city;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.grpc.Status;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.server.grpc.v1.BatchGetRequest;
import io.omendb.server.grpc.v1.BatchSearchRequest;
import io.omendb.server.grpc.v1.CancelOperationRequest;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.CreateBackupRequest;
import io.omendb.server.grpc.v1.CreateCollectionRequest;
import io.omendb.server.grpc.v1.DeleteRequest;
import io.omendb.server.grpc.v1.DeleteViewRequest;
import io.omendb.server.grpc.v1.ExplainGetRequest;
import io.omendb.server.grpc.v1.ExplainSearchRequest;
import io.omendb.server.grpc.v1.GetOperationRequest;
import io.omendb.server.grpc.v1.GetRequest;
import io.omendb.server.grpc.v1.KeyRange;
import io.omendb.server.grpc.v1.MeasureRecallRequest;
import io.omendb.server.grpc.v1.PutRequest;
import io.omendb.server.grpc.v1.Row;
import io.omendb.server.grpc.v1.ScanRequest;
import io.omendb.server.grpc.v1.SearchRequest;
import io.omendb.server.grpc.v1.StartBackupRequest;
import io.omendb.server.grpc.v1.StartExportRequest;
import io.omendb.server.grpc.v1.StartImportRequest;
import io.omendb.server.grpc.v1.StreamGetRequest;
import io.omendb.server.grpc.v1.StreamPutRequest;
import io.omendb.server.grpc.v1.StreamWriteRequest;
import io.omendb.server.grpc.v1.StreamedWrite;
import io.omendb.server.grpc.v1.Value;
import io.omendb.server.grpc.v1.WriteBatchRequest;
import io.omendb.server.grpc.v1.WriteOperation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A request that is wrong is the client's fault and the answer names the field: never UNKNOWN,
 * never INTERNAL. Two of the tables are made from the descriptors, so a new RPC joins by itself;
 * for the third a test demands that it does.
 */
final class BadInputTest {
  private static final byte[] NOT_A_MESSAGE = {(byte) 0xff, (byte) 0xff, (byte) 0xff};
  private static final String COLLECTION = "collection";

  private static RunningServer running;

  @BeforeAll
  static void start() {
    running = new RunningServer().withCities(3);
  }

  @AfterAll
  static void stop() {
    assertEquals(0, running.probe.openCursors.get(), "cursors that bad scans left open");
    running.close();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void bytesThatAreNoMessage(MethodDescriptor method) {
    ErrorDetails error = ErrorDetails.of(() -> call(method, NOT_A_MESSAGE));
    error.assertIs(Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_DATA, null);
  }

  @ParameterizedTest
  @MethodSource("methodsOnACollection")
  void collectionNames(MethodDescriptor method) {
    FieldDescriptor field = method.getInputType().findFieldByName(COLLECTION);
    for (String name :
        List.of(
            "..", "../x", "a/b", "a\\b", "a\0b", "a b", "Upper", "_x", "é", "a".repeat(10_240))) {
      Message request =
          DynamicMessage.newBuilder(method.getInputType()).setField(field, name).build();
      ErrorDetails error = ErrorDetails.of(() -> call(method, request.toByteArray()));
      error.assertIs(Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_NAME, COLLECTION);
      assertFalse(error.message().contains("\0"), error.message());
      assertTrue(error.message().length() < 400, error.message());
    }
  }

  @ParameterizedTest
  @MethodSource("methodsOnACollection")
  void collectionMissing(MethodDescriptor method) {
    ErrorDetails.of(() -> call(method, new byte[0]))
        .assertIs(Status.Code.INVALID_ARGUMENT, ErrorCode.INVALID_ARGUMENT, COLLECTION);
  }

  @ParameterizedTest
  @MethodSource("methodsOnACollection")
  void collectionUnknown(MethodDescriptor method) {
    FieldDescriptor field = method.getInputType().findFieldByName(COLLECTION);
    if (!method.getName().equals("CreateCollection")) {
      Message request =
          DynamicMessage.newBuilder(method.getInputType()).setField(field, "nowhere").build();
      ErrorDetails error = ErrorDetails.of(() -> call(method, request.toByteArray()));
      assertEquals(Status.Code.NOT_FOUND, error.code());
      assertEquals(ErrorCode.COLLECTION_NOT_FOUND.name(), error.info().getReason());
    }
  }

  /** A request, and what its refusal must say. */
  record BadRequest(
      String method, String what, Message request, ErrorCode reason, @Nullable String field) {
    @Override
    public String toString() {
      return method + ": " + what;
    }
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void fields(BadRequest bad) {
    MethodDescriptor method =
        methods().filter(m -> m.getName().equals(bad.method)).findFirst().orElseThrow();
    assertEquals(method.getInputType(), bad.request.getDescriptorForType());
    ErrorDetails error = ErrorDetails.of(() -> call(method, bad.request.toByteArray()));
    error.assertIs(ErrorStatus.code(bad.reason), bad.reason, bad.field);
  }

  /**
   * RPCs whose only field is the collection, or that have none, are covered by the tables above.
   */
  @Test
  void fields_coverEveryMethodThatHasMore() {
    Set<String> covered = new HashSet<>();
    badRequests().forEach(bad -> covered.add(bad.method));
    methods()
        .filter(m ->
            m.getInputType().getFields().stream().anyMatch(f -> !f.getName().equals(COLLECTION)))
        .forEach(
            m -> assertTrue(covered.contains(m.getName()), "no bad request for " + m.getName()));
  }

  static Stream<MethodDescriptor> methods() {
    return RawCalls.methods().stream();
  }

  static Stream<MethodDescriptor> methodsOnACollection() {
    return methods().filter(m -> m.getInputType().findFieldByName(COLLECTION) != null);
  }

  static Stream<BadRequest> badRequests() {
    List<BadRequest> bad = new ArrayList<>();
    addCreates(bad);
    addPuts(bad);
    addWrites(bad);
    addReads(bad);
    addSearches(bad);
    addBatches(bad);
    addExplanations(bad);
    addOperations(bad);
    addBackups(bad);
    return bad.stream();
  }

  private static void addOperations(List<BadRequest> bad) {
    for (String directory : List.of("", "backups/monday", "/tmp/\0")) {
      bad.add(
          bad(
              "StartBackup",
              "directory '" + directory.replace('\0', '0') + "'",
              StartBackupRequest.newBuilder().setDirectory(directory),
              ErrorCode.INVALID_ARGUMENT,
              "directory"));
    }
    bad.add(
        bad(
            "StartImport",
            "no directory",
            StartImportRequest.newBuilder().setCollection(CITIES).setFile("a.csv"),
            ErrorCode.UNSUPPORTED,
            "file"));
    bad.add(
        bad(
            "StartImport",
            "unknown mode",
            StartImportRequest.newBuilder().setCollection(CITIES).setModeValue(9),
            ErrorCode.INVALID_ARGUMENT,
            "mode"));
    bad.add(
        bad(
            "StartExport",
            "no directory",
            StartExportRequest.newBuilder().setCollection(CITIES).setFile("../a.csv"),
            ErrorCode.UNSUPPORTED,
            "file"));
    bad.add(
        bad(
            "StartExport",
            "no predicate",
            StartExportRequest.newBuilder().setCollection(CITIES).setWhere("population >"),
            ErrorCode.INVALID_ARGUMENT,
            "where"));
    bad.add(
        bad(
            "GetOperation",
            "no name",
            GetOperationRequest.newBuilder(),
            ErrorCode.INVALID_ARGUMENT,
            "name"));
    bad.add(
        bad(
            "GetOperation",
            "unknown",
            GetOperationRequest.newBuilder().setName("operations/../x"),
            ErrorCode.OPERATION_NOT_FOUND,
            "name"));
    bad.add(
        bad(
            "CancelOperation",
            "no name",
            CancelOperationRequest.newBuilder(),
            ErrorCode.INVALID_ARGUMENT,
            "name"));
    bad.add(
        bad(
            "CancelOperation",
            "unknown",
            CancelOperationRequest.newBuilder().setName("x".repeat(10_000)),
            ErrorCode.OPERATION_NOT_FOUND,
            "name"));
  }

  private static void addBackups(List<BadRequest> bad) {
    for (String directory : List.of("", "relative/path", "a\0b")) {
      var request = CreateBackupRequest.newBuilder().setDirectory(directory);
      bad.add(
          bad(
              "CreateBackup",
              "directory '" + directory.replace('\0', '0') + "'",
              request,
              ErrorCode.INVALID_ARGUMENT,
              "directory"));
    }
  }

  private static void addCreates(List<BadRequest> bad) {
    var create = CreateCollectionRequest.newBuilder().setCollection("towns");
    bad.add(
        bad(
            "CreateCollection",
            "no type",
            create.setSchema("name"),
            ErrorCode.INVALID_SCHEMA,
            "schema"));
    bad.add(
        bad(
            "CreateCollection",
            "unknown type",
            create.setSchema("name text"),
            ErrorCode.INVALID_SCHEMA,
            "schema"));
    bad.add(
        bad(
            "CreateCollection",
            "bad column name",
            create.setSchema("../x utf8"),
            ErrorCode.INVALID_NAME,
            "column"));
    bad.add(
        bad(
            "CreateCollection",
            "reserved name",
            create.setSchema("key utf8"),
            ErrorCode.INVALID_NAME,
            "column"));
    bad.add(
        bad(
            "CreateCollection",
            "named twice",
            create.setSchema("a utf8, a utf8"),
            ErrorCode.INVALID_SCHEMA,
            "schema"));
    bad.add(
        bad(
            "CreateCollection",
            "no dimension",
            create.setSchema("a vector<float32>[0]"),
            ErrorCode.INVALID_SCHEMA,
            "dimension"));
  }

  private static void addPuts(List<BadRequest> bad) {
    bad.add(put("no key", Row.newBuilder(), ErrorCode.INVALID_ARGUMENT, "rows[0].key"));
    bad.add(put("unknown column", row("mayor", utf8("x")), ErrorCode.COLUMN_NOT_FOUND, "columns"));
    bad.add(put("wrong type", row("population", utf8("x")), ErrorCode.INVALID_VALUE, "population"));
    bad.add(
        put(
            "fraction",
            row("population", Value.newBuilder().setFloat64Value(.5).build()),
            ErrorCode.INVALID_VALUE,
            "population"));
    bad.add(
        put(
            "dimension",
            row("position", RunningServer.vector(1)),
            ErrorCode.INVALID_VALUE,
            "position"));
    bad.add(
        put(
            "NaN",
            row("position", RunningServer.vector(1, Float.NaN, 1)),
            ErrorCode.INVALID_VALUE,
            "position"));
    bad.add(
        bad(
            "Put",
            "durability",
            PutRequest.newBuilder().setCollection(CITIES).addRows(city(1)).setDurabilityValue(9),
            ErrorCode.INVALID_ARGUMENT,
            "durability"));
    bad.add(
        bad(
            "Put",
            "too many rows",
            PutRequest.newBuilder()
                .setCollection(CITIES)
                .addAllRows(Collections.nCopies(Limits.MAX_BATCH_OPERATIONS + 1, city(1))),
            ErrorCode.LIMIT_EXCEEDED,
            "rows"));
  }

  private static void addWrites(List<BadRequest> bad) {
    var write = WriteBatchRequest.newBuilder().setCollection(CITIES);
    bad.add(
        bad(
            "WriteBatch",
            "neither put nor delete",
            write.clone().addOperations(WriteOperation.getDefaultInstance()),
            ErrorCode.INVALID_ARGUMENT,
            "operations[0].put or delete_key"));
    bad.add(
        bad(
            "WriteBatch",
            "no key",
            write.clone().addOperations(WriteOperation.newBuilder().setPut(Row.newBuilder())),
            ErrorCode.INVALID_ARGUMENT,
            "operations[0].put.key"));
    bad.add(
        bad(
            "WriteBatch",
            "too many",
            write
                .clone()
                .addAllOperations(
                    Collections.nCopies(
                        Limits.MAX_BATCH_OPERATIONS + 1,
                        WriteOperation.newBuilder().setDeleteKey(1).build())),
            ErrorCode.LIMIT_EXCEEDED,
            "operations"));
    bad.add(
        bad(
            "WriteBatch",
            "durability",
            write.clone().setDurabilityValue(-1),
            ErrorCode.INVALID_ARGUMENT,
            "durability"));
    bad.add(
        bad(
            "Delete",
            "too many",
            DeleteRequest.newBuilder()
                .setCollection(CITIES)
                .addAllKeys(keys(Limits.MAX_BATCH_OPERATIONS + 1)),
            ErrorCode.LIMIT_EXCEEDED,
            "keys"));
  }

  private static void addReads(List<BadRequest> bad) {
    KeyRange reversed = KeyRange.newBuilder().setFromKey(2).setToKey(1).build();
    var get = GetRequest.newBuilder().setCollection(CITIES);
    bad.add(bad("Get", "no key", get.clone(), ErrorCode.INVALID_ARGUMENT, "key"));
    bad.add(
        bad(
            "Get",
            "unknown column",
            get.clone().setKey(1).addColumns("x"),
            ErrorCode.COLUMN_NOT_FOUND,
            "columns"));
    bad.add(
        bad(
            "Get",
            "column named twice",
            get.clone().setKey(1).addColumns("name").addColumns("name"),
            ErrorCode.INVALID_ARGUMENT,
            "columns"));
    bad.add(
        bad(
            "DeleteView",
            "no name",
            DeleteViewRequest.newBuilder(),
            ErrorCode.INVALID_ARGUMENT,
            "view"));
    bad.add(
        bad(
            "Get",
            "unknown view",
            get.clone().setKey(1).setView("x"),
            ErrorCode.VIEW_NOT_FOUND,
            "view"));
    bad.add(
        bad(
            "StreamPut",
            "row without a key",
            StreamPutRequest.newBuilder().setCollection(CITIES).addRows(Row.getDefaultInstance()),
            ErrorCode.INVALID_ARGUMENT,
            "rows[0].key"));
    String notAnId = "1-1-1-1-1";
    bad.add(
        bad(
            "Put",
            "request id",
            PutRequest.newBuilder().setCollection(CITIES).setRequestId(notAnId),
            ErrorCode.INVALID_ARGUMENT,
            "request_id"));
    bad.add(
        bad(
            "StreamPut",
            "request id",
            StreamPutRequest.newBuilder().setCollection(CITIES).setRequestId(notAnId),
            ErrorCode.INVALID_ARGUMENT,
            "request_id"));
    bad.add(
        bad(
            "Delete",
            "request id",
            DeleteRequest.newBuilder().setCollection(CITIES).addKeys(1).setRequestId(notAnId),
            ErrorCode.INVALID_ARGUMENT,
            "request_id"));
    bad.add(
        bad(
            "WriteBatch",
            "request id",
            WriteBatchRequest.newBuilder().setCollection(CITIES).setRequestId(notAnId),
            ErrorCode.INVALID_ARGUMENT,
            "request_id"));
    bad.add(
        bad(
            "StreamWrite",
            "no collection",
            StreamWriteRequest.newBuilder().addWrites(StreamedWrite.getDefaultInstance()),
            ErrorCode.INVALID_ARGUMENT,
            "collection"));
    bad.add(
        bad(
            "StreamWrite",
            "durability",
            StreamWriteRequest.newBuilder()
                .setCollection(CITIES)
                .addWrites(StreamedWrite.newBuilder().setDurabilityValue(9)),
            ErrorCode.INVALID_ARGUMENT,
            "durability"));
    bad.add(
        bad(
            "StreamWrite",
            "too many batches",
            StreamWriteRequest.newBuilder()
                .setCollection(CITIES)
                .addAllWrites(Collections.nCopies(1_001, StreamedWrite.getDefaultInstance())),
            ErrorCode.LIMIT_EXCEEDED,
            "writes"));
    var streamGet = StreamGetRequest.newBuilder().setCollection(CITIES);
    bad.add(
        bad(
            "StreamGet",
            "unknown column",
            streamGet.clone().addColumns("x"),
            ErrorCode.COLUMN_NOT_FOUND,
            "columns"));
    bad.add(
        bad(
            "StreamGet",
            "too many keys",
            streamGet.clone().addAllKeys(keys(Limits.MAX_GET_KEYS + 1)),
            ErrorCode.LIMIT_EXCEEDED,
            "keys"));
    bad.add(
        bad(
            "Scan",
            "keys only, and a column",
            ScanRequest.newBuilder().setCollection(CITIES).setKeysOnly(true).addColumns("name"),
            ErrorCode.INVALID_ARGUMENT,
            "keys_only"));
    var batchGet = BatchGetRequest.newBuilder().setCollection(CITIES);
    bad.add(
        bad(
            "BatchGet",
            "unknown column",
            batchGet.clone().addColumns("x"),
            ErrorCode.COLUMN_NOT_FOUND,
            "columns"));
    bad.add(
        bad(
            "BatchGet",
            "too many keys",
            batchGet.clone().addAllKeys(keys(Limits.MAX_GET_KEYS + 1)),
            ErrorCode.LIMIT_EXCEEDED,
            "keys"));
    var scan = ScanRequest.newBuilder().setCollection(CITIES);
    bad.add(
        bad(
            "Scan",
            "reversed range",
            scan.clone().setKeys(reversed),
            ErrorCode.INVALID_ARGUMENT,
            "to"));
    bad.add(
        bad(
            "Scan",
            "negative limit",
            scan.clone().setLimit(-1),
            ErrorCode.INVALID_ARGUMENT,
            "limit"));
    bad.add(
        bad(
            "Scan",
            "unknown column",
            scan.clone().addColumns("x\0"),
            ErrorCode.COLUMN_NOT_FOUND,
            "columns"));
    bad.add(
        bad(
            "Count",
            "reversed range",
            CountRequest.newBuilder().setCollection(CITIES).setKeys(reversed),
            ErrorCode.INVALID_ARGUMENT,
            "to"));
  }

  private static void addSearches(List<BadRequest> bad) {
    SearchRequest good =
        SearchRequest.newBuilder()
            .setCollection(CITIES)
            .addAllVector(List.of(1f, 2f, 3f))
            .setK(1)
            .build();
    bad.add(search("no k", good.toBuilder().clearK(), ErrorCode.INVALID_ARGUMENT, "k"));
    bad.add(search("negative k", good.toBuilder().setK(-1), ErrorCode.INVALID_ARGUMENT, "k"));
    bad.add(
        search(
            "absurd k", good.toBuilder().setK(Integer.MAX_VALUE), ErrorCode.INVALID_ARGUMENT, "k"));
    bad.add(
        search("no vector", good.toBuilder().clearVector(), ErrorCode.INVALID_ARGUMENT, "vector"));
    bad.add(
        search("dimension", good.toBuilder().addVector(4), ErrorCode.INVALID_VALUE, "position"));
    bad.add(
        search(
            "NaN", good.toBuilder().setVector(0, Float.NaN), ErrorCode.INVALID_VALUE, "position"));
    bad.add(
        search(
            "infinite",
            good.toBuilder().setVector(0, Float.POSITIVE_INFINITY),
            ErrorCode.INVALID_VALUE,
            "position"));
    bad.add(
        search(
            "unknown column",
            good.toBuilder().setColumn("x"),
            ErrorCode.COLUMN_NOT_FOUND,
            "columns"));
    bad.add(
        search(
            "not a vector",
            good.toBuilder().setColumn("name"),
            ErrorCode.INVALID_ARGUMENT,
            "column"));
    bad.add(search("mode", good.toBuilder().setModeValue(7), ErrorCode.INVALID_ARGUMENT, "mode"));
    bad.add(
        search(
            "returned column",
            good.toBuilder().addColumns("x"),
            ErrorCode.COLUMN_NOT_FOUND,
            "columns"));
    bad.add(
        search(
            "reversed range",
            good.toBuilder().setKeys(KeyRange.newBuilder().setFromKey(9).setToKey(1)),
            ErrorCode.INVALID_ARGUMENT,
            "to"));
  }

  private static void addBatches(List<BadRequest> bad) {
    SearchRequest good =
        SearchRequest.newBuilder().addAllVector(List.of(1f, 2f, 3f)).setK(1).build();
    List<SearchRequest> wrong =
        List.of(
            good.toBuilder().clearK().build(),
            good.toBuilder().setRecall(1.5).build(),
            good.toBuilder().setRadius(Double.NaN).build(),
            good.toBuilder().setCollection("other").build(),
            good.toBuilder().addVector(4).build());
    List<String> fields = List.of("k", "recall", "radius", "collection", "position");
    List<ErrorCode> codes = new ArrayList<>(Collections.nCopies(4, ErrorCode.INVALID_ARGUMENT));
    codes.add(ErrorCode.INVALID_VALUE);
    for (int i = 0; i < wrong.size(); i++) {
      bad.add(
          bad(
              "BatchSearch",
              fields.get(i),
              BatchSearchRequest.newBuilder()
                  .setCollection(CITIES)
                  .addSearches(good)
                  .addSearches(wrong.get(i)),
              codes.get(i),
              "searches[1]." + fields.get(i)));
      bad.add(
          bad(
              "MeasureRecall",
              fields.get(i),
              MeasureRecallRequest.newBuilder().setCollection(CITIES).addSearches(wrong.get(i)),
              codes.get(i),
              "searches[0]." + fields.get(i)));
    }
    bad.add(
        bad(
            "BatchSearch",
            "too many",
            BatchSearchRequest.newBuilder()
                .setCollection(CITIES)
                .addAllSearches(Collections.nCopies(10_001, good)),
            ErrorCode.LIMIT_EXCEEDED,
            "searches"));
  }

  private static void addExplanations(List<BadRequest> bad) {
    bad.add(
        bad(
            "ExplainGet",
            "no key",
            ExplainGetRequest.newBuilder().setCollection(CITIES),
            ErrorCode.INVALID_ARGUMENT,
            "key"));
    bad.add(
        explain("no search", SearchRequest.newBuilder(), ErrorCode.INVALID_ARGUMENT, COLLECTION));
    SearchRequest good =
        SearchRequest.newBuilder()
            .setCollection(CITIES)
            .addAllVector(List.of(1f, 2f, 3f))
            .setK(1)
            .build();
    bad.add(explain("no k", good.toBuilder().clearK(), ErrorCode.INVALID_ARGUMENT, "k"));
    bad.add(
        explain("no vector", good.toBuilder().clearVector(), ErrorCode.INVALID_ARGUMENT, "vector"));
    bad.add(
        explain("dimension", good.toBuilder().addVector(4), ErrorCode.INVALID_VALUE, "position"));
    bad.add(
        explain(
            "name of the collection",
            good.toBuilder().setCollection("../x"),
            ErrorCode.INVALID_NAME,
            COLLECTION));
    bad.add(
        explain(
            "returned column",
            good.toBuilder().addColumns("x"),
            ErrorCode.COLUMN_NOT_FOUND,
            "columns"));
  }

  private static BadRequest explain(
      String what, SearchRequest.Builder search, ErrorCode reason, String field) {
    return bad(
        "ExplainSearch", what, ExplainSearchRequest.newBuilder().setSearch(search), reason, field);
  }

  private static BadRequest search(
      String what, SearchRequest.Builder request, ErrorCode reason, String field) {
    return bad("Search", what, request, reason, field);
  }

  private static BadRequest put(String what, Row.Builder row, ErrorCode reason, String field) {
    return bad(
        "Put", what, PutRequest.newBuilder().setCollection(CITIES).addRows(row), reason, field);
  }

  private static BadRequest bad(
      String method,
      String what,
      Message.Builder request,
      ErrorCode reason,
      @Nullable String field) {
    return new BadRequest(method, what, request.build(), reason, field);
  }

  private static Row.Builder row(String column, Value value) {
    return Row.newBuilder().setKey(1).putValues(column, value);
  }

  private static Value utf8(String text) {
    return Value.newBuilder().setUtf8Value(text).build();
  }

  private static Iterable<Long> keys(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private static void call(MethodDescriptor method, byte[] request) {
    RawCalls.call(running.channel, method, request);
  }
}
