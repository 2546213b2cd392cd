package io.omendb.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import io.grpc.Channel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools ask before they know anything about OmenDB. */
final class HealthAndReflectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "omendb.v1.CareService",
        "omendb.v1.CollectionService",
        "omendb.v1.DataService",
        "omendb.v1.ExplainService",
        "omendb.v1.OperationService",
        "omendb.v1.ServerService"
      })
  void health_everyServiceServes(String service) {
    try (RunningServer running = new RunningServer()) {
      assertEquals(
          ServingStatus.SERVING,
          HealthGrpc.newBlockingStub(running.channel)
              .withDeadlineAfter(PATIENCE)
              .check(HealthCheckRequest.newBuilder().setService(service).build())
              .getStatus());
    }
  }

  @Test
  void reflection_listsOurServices() throws Exception {
    try (RunningServer running = new RunningServer()) {
      List<String> services =
          ask(running, ServerReflectionRequest.newBuilder().setListServices(""))
              .getListServicesResponse()
              .getServiceList()
              .stream()
              .map(ServiceResponse::getName)
              .toList();
      assertTrue(
          services.containsAll(
              List.of(
                  "omendb.v1.CareService",
                  "omendb.v1.CollectionService",
                  "omendb.v1.DataService",
                  "omendb.v1.ExplainService",
                  "omendb.v1.OperationService",
                  "omendb.v1.ServerService",
                  HealthGrpc.SERVICE_NAME)),
          services.toString());
    }
  }

  @Test
  void reflection_describesAService() throws Exception {
    try (RunningServer running = new RunningServer()) {
      ServerReflectionResponse response =
          ask(
              running,
              ServerReflectionRequest.newBuilder()
                  .setFileContainingSymbol(DataServiceGrpc.SERVICE_NAME));
      FileDescriptorProto file =
          FileDescriptorProto.parseFrom(
              response.getFileDescriptorResponse().getFileDescriptorProto(0));
      assertEquals("omendb/v1/data_service.proto", file.getName());
    }
  }

  static void assertServing(Channel channel) {
    assertEquals(
        ServingStatus.SERVING,
        HealthGrpc.newBlockingStub(channel)
            .withDeadlineAfter(PATIENCE)
            .check(HealthCheckRequest.getDefaultInstance())
            .getStatus());
  }

  private static ServerReflectionResponse ask(
      RunningServer running, ServerReflectionRequest.Builder request) throws Exception {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(running.channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable error) {
                    answer.completeExceptionally(error);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(request.build());
    requests.onCompleted();
    return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
