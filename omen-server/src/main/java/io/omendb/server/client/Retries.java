package io.omendb.server.client;

import io.grpc.MethodDescriptor;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which calls gRPC makes again by itself where no server answered, and how: those that change
 * nothing, and writes, which have the id of a request and so are committed once. See the <a
 * href="https://grpc.io/docs/guides/retry/">guide</a>.
 */
final class Retries {
  private static final List<MethodDescriptor<?, ?>> METHODS =
      List.of(
          DataServiceGrpc.getGetMethod(),
          DataServiceGrpc.getBatchGetMethod(),
          DataServiceGrpc.getScanMethod(),
          DataServiceGrpc.getCountMethod(),
          DataServiceGrpc.getSearchMethod(),
          DataServiceGrpc.getBatchSearchMethod(),
          DataServiceGrpc.getPutMethod(),
          DataServiceGrpc.getWriteBatchMethod());

  /** Waits of up to 50, 100 and 200 ms, chosen by chance: for a connection that was lost. */
  private static final Map<String, Object> POLICY =
      Map.of(
          "maxAttempts",
          4.0,
          "initialBackoff",
          "0.05s",
          "maxBackoff",
          "1s",
          "backoffMultiplier",
          2.0,
          "retryableStatusCodes",
          List.of("UNAVAILABLE"));

  private Retries() {}

  /** The configuration of a channel. */
  static Map<String, Object> serviceConfig() {
    Stream<Map<String, String>> names =
        METHODS.stream()
            .map(method ->
                Map.of(
                    "service", String.valueOf(method.getServiceName()),
                    "method", String.valueOf(method.getBareMethodName())));
    return Map.of("methodConfig", List.of(Map.of("name", names.toList(), "retryPolicy", POLICY)));
  }
}
