package io.omendb.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.omendb.ErrorCode;
import io.omendb.server.config.ServerKey;
import io.omendb.server.grpc.AccessRules.Rule;
import io.omendb.server.grpc.AccessRules.Scope;
import io.omendb.server.grpc.v1.Collection;
import io.omendb.server.grpc.v1.CollectionServiceGrpc;
import io.omendb.server.grpc.v1.CreateCollectionRequest;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.GetRequest;
import io.omendb.server.grpc.v1.ListCollectionsRequest;
import io.omendb.server.security.CollectionPatterns;
import io.omendb.server.security.Role;
import io.omendb.server.security.TokenFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every RPC that the server serves, by everybody who may or may not call it. */
final class AccessMatrixTest {
  private static final String TARGET = "matrix_rows";

  /** What changes rows, and what changes collections or costs as much; all others only read. */
  private static final Set<String> WRITES =
      Set.of(
          "Put",
          "StreamPut",
          "StreamWrite",
          "Delete",
          "WriteBatch",
          "Flush",
          "StartFlush",
          "CancelOperation");

  private static final Set<String> ADMINISTERS =
      Set.of(
          "CreateCollection",
          "DropCollection",
          "Merge",
          "CreateBackup",
          "StartBackup",
          "StartMerge",
          "StartImport",
          "StartExport",
          "ListOperations");

  /** What names a collection and is about the server's files too, which belong to all. */
  private static final Set<String> FILES = Set.of("StartImport", "StartExport");

  /** A token, and what it is for. */
  record Caller(Role role, String patterns, String token) {}

  private static final List<Caller> CALLERS = new ArrayList<>();

  @TempDir private static Path scratch;
  private static RunningServer running;
  private static String seesSome;

  @BeforeAll
  static void start() {
    TokenFile tokens = new TokenFile(scratch.resolve("tokens.json"));
    for (Role role : List.of(Role.ADMIN, Role.WRITE, Role.READ)) {
      for (String patterns : List.of("*", "matrix_*,x", "other_*")) {
        var made = tokens.create(null, role, CollectionPatterns.parse(patterns));
        CALLERS.add(new Caller(role, patterns, made.text()));
      }
    }
    seesSome = tokens.create(null, Role.READ, CollectionPatterns.parse("seen_*")).text();
    running = new RunningServer(Map.of(ServerKey.TOKENS_FILE, tokens.path().toString()));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  static Stream<MethodDescriptor<?, ?>> methods() {
    return running.server.definitions().stream()
        .flatMap(service -> service.getMethods().stream())
        .map(ServerMethodDefinition::getMethodDescriptor);
  }

  @Test
  void everyService_isThere() {
    assertTrue(methods().count() >= 24, "the matrix looks at something");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethod_hasARule_thatFitsWhatItDoes(MethodDescriptor<?, ?> method) {
    Rule rule = AccessRules.of(method.getFullMethodName());
    assertNotNull(rule, "no rule of who may call " + method.getFullMethodName());
    String name = method.getBareMethodName();
    Role expected =
        ADMINISTERS.contains(name) ? Role.ADMIN : WRITES.contains(name) ? Role.WRITE : Role.READ;
    assertEquals(expected, rule.role(), name);
    boolean health = method.getFullMethodName().startsWith("grpc.health.v1.");
    assertEquals(health, rule.scope() == Scope.OPEN, name);
    if (method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier supplier) {
      Descriptor input = supplier.getMethodDescriptor().getInputType();
      boolean ofOne = collectionOf(input) != null && !FILES.contains(name);
      assertEquals(ofOne, rule.scope() == Scope.COLLECTION, name);
      assertTrue(!FILES.contains(name) || rule.scope() == Scope.DATABASE, name);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethod_byEverybody(MethodDescriptor<?, ?> method) throws Exception {
    Rule rule = AccessRules.of(method.getFullMethodName());
    assertNotNull(rule);
    boolean open = rule.scope() == Scope.OPEN;
    List<String> wrong = new ArrayList<>();
    for (Caller caller : CALLERS) {
      boolean role = caller.role().includes(rule.role());
      boolean collection =
          switch (rule.scope()) {
            case OPEN, SERVER, LISTING -> true;
            case DATABASE -> caller.patterns().equals("*");
            case COLLECTION -> !caller.patterns().equals("other_*");
          };
      boolean allowed = open || (role && collection);
      check(method, caller.token(), allowed ? null : Status.Code.PERMISSION_DENIED, wrong);
    }
    String known = CALLERS.getFirst().token();
    Status.Code unknown = open ? null : Status.Code.UNAUTHENTICATED;
    check(method, null, unknown, wrong);
    check(method, "omen_000000000000_" + known.substring(18), unknown, wrong);
    check(method, known + "x", unknown, wrong);
    check(method, "", unknown, wrong);
    assertEquals(List.of(), wrong);
  }

  /** Adds to the list what is not as it must be; null stands for any other answer. */
  private static void check(
      MethodDescriptor<?, ?> method,
      @Nullable String token,
      Status.@Nullable Code expected,
      List<String> wrong)
      throws InterruptedException {
    OneAnswer.Result result =
        OneAnswer.of(Tokens.with(running.channel, token), method, request(method));
    Status.Code code = result.status().getCode();
    boolean refused = code == Status.Code.UNAUTHENTICATED || code == Status.Code.PERMISSION_DENIED;
    String text = method.getBareMethodName() + " by " + token + ": " + result;
    if (refused ? code != expected : expected != null) {
      wrong.add(text);
    }
    if (refused) {
      ErrorDetails details = ErrorDetails.of(result.exception());
      assertEquals(code.name(), details.info().getReason(), text);
      boolean secret =
          token != null && token.length() > 20 && details.toString().contains(token.substring(18));
      assertFalse(secret, details.toString());
      assertTrue(details.message().contains("("), "says what to do: " + details.message());
    }
  }

  /** A request that names the collection, wherever the message has it. */
  private static byte[] request(MethodDescriptor<?, ?> method) {
    if (!(method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier supplier)) {
      return new byte[0];
    }
    Descriptor input = supplier.getMethodDescriptor().getInputType();
    DynamicMessage.Builder request = DynamicMessage.newBuilder(input);
    FieldDescriptor field = collectionOf(input);
    if (field == null) {
      return new byte[0];
    }
    if (field.getContainingType().equals(input)) {
      request.setField(field, TARGET);
    } else {
      FieldDescriptor outer =
          input.getFields().stream()
              .filter(f -> f.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
              .filter(f -> f.getMessageType().equals(field.getContainingType()))
              .findFirst()
              .orElseThrow();
      request.setField(
          outer,
          DynamicMessage.newBuilder(field.getContainingType()).setField(field, TARGET).build());
    }
    return request.build().toByteArray();
  }

  /** The field that names a collection: of the message, or of one directly in it. */
  private static @Nullable FieldDescriptor collectionOf(Descriptor message) {
    FieldDescriptor own = message.findFieldByName("collection");
    if (own != null) {
      return own;
    }
    return message.getFields().stream()
        .filter(f -> f.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !f.isRepeated())
        .map(f -> f.getMessageType().findFieldByName("collection"))
        .filter(f -> f != null)
        .findFirst()
        .orElse(null);
  }

  @Test
  void listCollections_showsThoseTheTokenMaySee_andErrorsNameNoOthers() {
    Channel all = Tokens.with(running.channel, CALLERS.getFirst().token());
    for (String name : List.of("seen_a", "hidden_b")) {
      CollectionServiceGrpc.newBlockingStub(all)
          .createCollection(CreateCollectionRequest.newBuilder().setCollection(name).build());
    }
    Channel some = Tokens.with(running.channel, seesSome);
    List<String> names =
        CollectionServiceGrpc.newBlockingStub(some)
            .listCollections(ListCollectionsRequest.getDefaultInstance())
            .getCollectionsList()
            .stream()
            .map(Collection::getName)
            .toList();
    assertEquals(List.of("seen_a"), names);
    ErrorDetails error =
        ErrorDetails.of(() ->
            DataServiceGrpc.newBlockingStub(some)
                .get(GetRequest.newBuilder().setCollection("seen_z").setKey(1).build()));
    error.assertIs(Status.Code.NOT_FOUND, ErrorCode.COLLECTION_NOT_FOUND, "collection");
    assertFalse(error.message().contains("hidden_b"), error.message());
  }
}
