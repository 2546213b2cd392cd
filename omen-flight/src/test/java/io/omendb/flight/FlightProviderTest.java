package io.omendb.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.omendb.Database;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.impl.FlightServiceGrpc;
import org.junit.jupiter.api.Test;

/** A server that has the jar serves Flight beside its own services, on one port. */
final class FlightProviderTest {
  @Test
  void server_saysThatItServesFlight() throws Exception {
    try (RunningFlight running = new RunningFlight()) {
      HealthCheckRequest health =
          HealthCheckRequest.newBuilder().setService(FlightServiceGrpc.SERVICE_NAME).build();
      assertEquals(
          ServingStatus.SERVING,
          HealthGrpc.newBlockingStub(running.channel)
              .withDeadlineAfter(RunningFlight.PATIENCE)
              .check(health)
              .getStatus());
      assertTrue(reflectedServices(running).contains(FlightServiceGrpc.SERVICE_NAME));
    }
  }

  private static List<String> reflectedServices(RunningFlight running) throws Exception {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> call =
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
    call.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    call.onCompleted();
    return answer.get(30, TimeUnit.SECONDS).getListServicesResponse().getServiceList().stream()
        .map(ServiceResponse::getName)
        .toList();
  }

  @Test
  void remoteJavaClient_andFlight_seeTheSameRows() {
    try (RunningFlight running = new RunningFlight();
        Database remote = Database.open("grpc://127.0.0.1:" + running.server.port())) {
      running.cities(3);
      assertEquals(
          remote.collection("cities").scan().toList(),
          running.get(RunningFlight.ticket("{\"collection\":\"cities\"}")));
    }
  }
}
