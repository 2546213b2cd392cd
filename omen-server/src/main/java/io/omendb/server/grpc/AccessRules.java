package io.omendb.server.grpc;

import static io.omendb.server.security.Role.ADMIN;
import static io.omendb.server.security.Role.READ;
import static io.omendb.server.security.Role.WRITE;

import io.omendb.server.grpc.v1.BatchGetRequest;
import io.omendb.server.grpc.v1.BatchSearchRequest;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.CreateCollectionRequest;
import io.omendb.server.grpc.v1.CreateViewRequest;
import io.omendb.server.grpc.v1.DeleteRequest;
import io.omendb.server.grpc.v1.DropCollectionRequest;
import io.omendb.server.grpc.v1.ExplainGetRequest;
import io.omendb.server.grpc.v1.ExplainSearchRequest;
import io.omendb.server.grpc.v1.FlushRequest;
import io.omendb.server.grpc.v1.GetCollectionRequest;
import io.omendb.server.grpc.v1.GetCollectionStatsRequest;
import io.omendb.server.grpc.v1.GetRequest;
import io.omendb.server.grpc.v1.MeasureRecallRequest;
import io.omendb.server.grpc.v1.MergeRequest;
import io.omendb.server.grpc.v1.PutRequest;
import io.omendb.server.grpc.v1.ScanRequest;
import io.omendb.server.grpc.v1.SearchRequest;
import io.omendb.server.grpc.v1.StartFlushRequest;
import io.omendb.server.grpc.v1.StartMergeRequest;
import io.omendb.server.grpc.v1.StreamGetRequest;
import io.omendb.server.grpc.v1.StreamPutRequest;
import io.omendb.server.grpc.v1.StreamWriteRequest;
import io.omendb.server.grpc.v1.WriteBatchRequest;
import io.omendb.server.security.Role;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every RPC asks of its caller. An RPC without a line here is refused to everybody, and fails
 * the build: {@code AccessMatrixTest} looks at all that the server serves.
 */
final class AccessRules {
  /** What a call is about. */
  enum Scope {
    /** Nothing: everybody may call, also without a token. */
    OPEN,
    /** The server: any token will do. */
    SERVER,
    /** All collections, of which the service shows those that the caller may see. */
    LISTING,
    /** All collections at once: the token must be for all of them. */
    DATABASE,
    /** The collection that the request names. */
    COLLECTION
  }

  /**
   * The rule of one RPC.
   *
   * @param role the least role that may call it
   * @param collection the collection that a request is about, of a call of many requests the first;
   *     null but for {@link Scope#COLLECTION}
   */
  record Rule(Role role, Scope scope, @Nullable Function<Object, String> collection) {}

  private static final Map<String, Rule> ALL =
      Map.ofEntries(
          rule("grpc.health.v1.Health/Check", READ, Scope.OPEN),
          rule("grpc.health.v1.Health/List", READ, Scope.OPEN),
          rule("grpc.health.v1.Health/Watch", READ, Scope.OPEN),
          rule("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", READ, Scope.SERVER),
          rule("omendb.v1.ServerService/GetServerInfo", READ, Scope.SERVER),
          rule("omendb.v1.CareService/CreateBackup", ADMIN, Scope.DATABASE),
          // What they are about stands in tickets and descriptors: io.omendb.flight asks by itself.
          rule("arrow.flight.protocol.FlightService/Handshake", READ, Scope.SERVER),
          rule("arrow.flight.protocol.FlightService/ListFlights", READ, Scope.SERVER),
          rule("arrow.flight.protocol.FlightService/GetFlightInfo", READ, Scope.SERVER),
          rule("arrow.flight.protocol.FlightService/PollFlightInfo", READ, Scope.SERVER),
          rule("arrow.flight.protocol.FlightService/GetSchema", READ, Scope.SERVER),
          rule("arrow.flight.protocol.FlightService/DoGet", READ, Scope.SERVER),
          rule("arrow.flight.protocol.FlightService/DoPut", READ, Scope.SERVER),
          rule("arrow.flight.protocol.FlightService/DoExchange", READ, Scope.SERVER),
          rule("arrow.flight.protocol.FlightService/DoAction", READ, Scope.SERVER),
          rule("arrow.flight.protocol.FlightService/ListActions", READ, Scope.SERVER),
          // Names of views and operations cannot be guessed: who knows one was given it.
          rule("omendb.v1.ViewService/DeleteView", READ, Scope.SERVER),
          rule("omendb.v1.OperationService/GetOperation", READ, Scope.SERVER),
          rule("omendb.v1.OperationService/CancelOperation", WRITE, Scope.SERVER),
          rule("omendb.v1.OperationService/ListOperations", ADMIN, Scope.DATABASE),
          rule("omendb.v1.OperationService/StartBackup", ADMIN, Scope.DATABASE),
          // They name a collection, but the server's files belong to none: whoever may read or
          // replace a file may reach what others exported, so they ask for what a backup does,
          // which includes writing and reading every collection.
          rule("omendb.v1.OperationService/StartImport", ADMIN, Scope.DATABASE),
          rule("omendb.v1.OperationService/StartExport", ADMIN, Scope.DATABASE),
          collection(
              "OperationService/StartFlush",
              WRITE,
              StartFlushRequest.class,
              StartFlushRequest::getCollection),
          collection(
              "OperationService/StartMerge",
              ADMIN,
              StartMergeRequest.class,
              StartMergeRequest::getCollection),
          collection(
              "ViewService/CreateView",
              READ,
              CreateViewRequest.class,
              CreateViewRequest::getCollection),
          collection(
              "DataService/StreamGet",
              READ,
              StreamGetRequest.class,
              StreamGetRequest::getCollection),
          collection(
              "DataService/StreamPut",
              WRITE,
              StreamPutRequest.class,
              StreamPutRequest::getCollection),
          collection(
              "DataService/StreamWrite",
              WRITE,
              StreamWriteRequest.class,
              StreamWriteRequest::getCollection),
          rule("omendb.v1.CollectionService/ListCollections", READ, Scope.LISTING),
          collection(
              "CollectionService/CreateCollection",
              ADMIN,
              CreateCollectionRequest.class,
              CreateCollectionRequest::getCollection),
          collection(
              "CollectionService/GetCollection",
              READ,
              GetCollectionRequest.class,
              GetCollectionRequest::getCollection),
          collection(
              "CollectionService/DropCollection",
              ADMIN,
              DropCollectionRequest.class,
              DropCollectionRequest::getCollection),
          collection(
              "CollectionService/Flush", WRITE, FlushRequest.class, FlushRequest::getCollection),
          collection(
              "CollectionService/Merge", ADMIN, MergeRequest.class, MergeRequest::getCollection),
          collection(
              "CollectionService/GetCollectionStats",
              READ,
              GetCollectionStatsRequest.class,
              GetCollectionStatsRequest::getCollection),
          collection("DataService/Put", WRITE, PutRequest.class, PutRequest::getCollection),
          collection("DataService/Get", READ, GetRequest.class, GetRequest::getCollection),
          collection(
              "DataService/BatchGet", READ, BatchGetRequest.class, BatchGetRequest::getCollection),
          collection(
              "DataService/Delete", WRITE, DeleteRequest.class, DeleteRequest::getCollection),
          collection(
              "DataService/WriteBatch",
              WRITE,
              WriteBatchRequest.class,
              WriteBatchRequest::getCollection),
          collection("DataService/Scan", READ, ScanRequest.class, ScanRequest::getCollection),
          collection("DataService/Count", READ, CountRequest.class, CountRequest::getCollection),
          collection("DataService/Search", READ, SearchRequest.class, SearchRequest::getCollection),
          // The searches inside name the same collection or none: SearchMessages refuses others.
          collection(
              "DataService/BatchSearch",
              READ,
              BatchSearchRequest.class,
              BatchSearchRequest::getCollection),
          collection(
              "DataService/MeasureRecall",
              READ,
              MeasureRecallRequest.class,
              MeasureRecallRequest::getCollection),
          collection(
              "ExplainService/ExplainGet",
              READ,
              ExplainGetRequest.class,
              ExplainGetRequest::getCollection),
          collection(
              "ExplainService/ExplainSearch",
              READ,
              ExplainSearchRequest.class,
              request -> request.getSearch().getCollection()));

  private AccessRules() {}

  /** The rule of an RPC by its full name, {@code omendb.v1.DataService/Get}; null for none. */
  static @Nullable Rule of(String fullMethodName) {
    return ALL.get(fullMethodName);
  }

  private static Map.Entry<String, Rule> rule(String method, Role role, Scope scope) {
    return Map.entry(method, new Rule(role, scope, null));
  }

  private static <Q> Map.Entry<String, Rule> collection(
      String method, Role role, Class<Q> type, Function<Q, String> collection) {
    return Map.entry(
        "omendb.v1." + method,
        new Rule(role, Scope.COLLECTION, request -> collection.apply(type.cast(request))));
  }
}
