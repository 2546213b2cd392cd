package io.omendb.server.grpc;

import static io.omendb.server.grpc.RunningServer.CITIES;
import static io.omendb.server.grpc.RunningServer.city;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.CountResponse;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.DataServiceGrpc.DataServiceFutureStub;
import io.omendb.server.grpc.v1.FlushRequest;
import io.omendb.server.grpc.v1.PutRequest;
import io.omendb.server.grpc.v1.PutResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Load, deadlines, limits of messages, errors of the database, shutdown. */
@Timeout(60)
final class CallLifecycleTest {
  private static final CountRequest COUNT = CountRequest.newBuilder().setCollection(CITIES).build();

  @ParameterizedTest
  @EnumSource
  void databaseErrors_arriveWithTheirReason(ErrorCode reason) {
    try (RunningServer running = new RunningServer().withCities(1)) {
      running.probe.fail(new OmenException(reason, "secret cause", "some_field", null, null));
      ErrorDetails error = ErrorDetails.of(() -> running.data().count(COUNT));
      if (reason == ErrorCode.INTERNAL) {
        assertEquals(Status.Code.INTERNAL, error.code());
        assertFalse(error.toString().contains("secret"), error.toString());
      } else {
        error.assertIs(ErrorStatus.code(reason), reason, "some_field");
      }
      running.probe.fail(null);
      assertEquals(1, running.data().count(COUNT).getCount(), "the server goes on");
    }
  }

  @Test
  void databaseDefect_isInternalWithAnId() {
    try (RunningServer running = new RunningServer().withCities(1)) {
      running.probe.fail(new StackOverflowError("secret"));
      ErrorDetails error = ErrorDetails.of(() -> running.data().count(COUNT));
      error.assertIs(Status.Code.INTERNAL, ErrorCode.INTERNAL, null);
      assertFalse(error.toString().contains("secret"), error.toString());
    }
  }

  @Test
  void overload_refusesWhatTheQueueCannotHold() throws Exception {
    try (RunningServer running =
        new RunningServer(Map.of(ServerKey.THREADS, "1", ServerKey.QUEUE, "2")).withCities(1)) {
      CountDownLatch gate = new CountDownLatch(1);
      running.probe.gate(gate);
      List<ListenableFuture<CountResponse>> calls = new ArrayList<>();
      calls.add(futures(running).count(COUNT));
      running.probe.awaitCalls(1);
      for (int i = 0; i < 10; i++) {
        calls.add(futures(running).count(COUNT));
      }
      // The event loop answers in order, so health's answer says that all calls have arrived.
      HealthAndReflectionTest.assertServing(running.channel);
      gate.countDown();
      int refused = 0;
      for (ListenableFuture<CountResponse> call : calls) {
        try {
          assertEquals(1, call.get().getCount());
        } catch (ExecutionException e) {
          ErrorDetails.of(e).assertIs(Status.Code.RESOURCE_EXHAUSTED, ErrorCode.OVERLOADED, null);
          refused++;
        }
      }
      assertEquals(8, refused, "one runs, two wait, eight are refused");
      assertEquals(1, running.data().count(COUNT).getCount(), "the server goes on");
    }
  }

  @Test
  void deadline_endsTheCall_andWorkNobodyWaitsForIsNotBegun() throws Exception {
    try (RunningServer running = new RunningServer(Map.of(ServerKey.THREADS, "1")).withCities(1)) {
      CountDownLatch gate = new CountDownLatch(1);
      running.probe.gate(gate);
      ListenableFuture<CountResponse> first = futures(running).count(COUNT);
      running.probe.awaitCalls(1);
      StatusRuntimeException late =
          assertThrows(
              StatusRuntimeException.class,
              () ->
                  DataServiceGrpc.newBlockingStub(running.channel)
                      .withDeadlineAfter(Duration.ofMillis(50))
                      .count(COUNT));
      assertEquals(Status.Code.DEADLINE_EXCEEDED, late.getStatus().getCode());
      gate.countDown();
      assertEquals(1, first.get().getCount());
      assertEquals(1, running.data().count(COUNT).getCount());
      assertEquals(2, running.probe.calls.get(), "the late call was never begun");
    }
  }

  @Test
  void cancelledCall_andExpiredCall_stopWorking() throws Exception {
    try (RunningServer running = new RunningServer().withCities(10)) {
      running.collections().flush(FlushRequest.newBuilder().setCollection(CITIES).build());
      CountRequest where = COUNT.toBuilder().setWhere("population > 5").build();
      CountDownLatch gate = new CountDownLatch(1);
      try {
        running.probe.gate(gate);
        ListenableFuture<CountResponse> cancelled = futures(running).count(where);
        ListenableFuture<CountResponse> wanted = futures(running).count(where);
        running.probe.awaitCalls(2);
        cancelled.cancel(true);
        // On a busy machine a call may expire before it begins; then one with more time is made.
        for (long millis = 100; running.probe.calls.get() == 2; millis *= 2) {
          ListenableFuture<CountResponse> expired =
              futures(running).withDeadlineAfter(Duration.ofMillis(millis)).count(where);
          assertThrows(ExecutionException.class, expired::get);
        }
        // The event loop serves in order, so the server knows of all.
        HealthAndReflectionTest.assertServing(running.channel);
        gate.countDown();
        assertEquals(9, wanted.get().getCount());
        running.probe.awaitGivenUp(running.probe.calls.get() - 1);
        assertEquals(running.probe.calls.get() - 1, running.probe.givenUp.get());
      } finally {
        gate.countDown(); // or the server would wait for ever
      }
    }
  }

  @Test
  void message_tooLarge_isRefusedWithTheLimit() {
    try (RunningServer running = new RunningServer().withCities(1)) {
      PutRequest request =
          PutRequest.newBuilder()
              .setCollection(CITIES)
              .setArrowIpcStream(ByteString.copyFrom(new byte[(66 << 20)]))
              .build();
      StatusRuntimeException error =
          assertThrows(StatusRuntimeException.class, () -> running.data().put(request));
      assertEquals(Status.Code.RESOURCE_EXHAUSTED, error.getStatus().getCode(), error.toString());
      String limit = String.valueOf(65 << 20);
      assertTrue(String.valueOf(error.getMessage()).contains(limit), error.toString());
      assertEquals(1, running.data().count(COUNT).getCount(), "the server goes on");
    }
  }

  @Test
  void compressedMessage_isRefused() {
    try (RunningServer running = new RunningServer().withCities(1)) {
      StatusRuntimeException error =
          assertThrows(
              StatusRuntimeException.class,
              () -> running.data().withCompression("gzip").count(COUNT));
      assertEquals(Status.Code.UNIMPLEMENTED, error.getStatus().getCode(), error.toString());
      assertTrue(String.valueOf(error.getMessage()).contains("gzip"), error.toString());
      assertEquals(1, running.data().count(COUNT).getCount(), "the server goes on");
    }
  }

  @Test
  void concurrentWriters_allCommit() throws Exception {
    int writers = 8;
    int putsPerWriter = 50;
    try (RunningServer running = new RunningServer().withCities(0);
        ExecutorService callers = Executors.newFixedThreadPool(writers)) {
      ConcurrentSkipListSet<Long> seqs = new ConcurrentSkipListSet<>();
      List<Future<?>> done = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        int first = writer * putsPerWriter;
        done.add(
            callers.submit(() -> {
              for (int i = first; i < first + putsPerWriter; i++) {
                PutRequest put =
                    PutRequest.newBuilder().setCollection(CITIES).addRows(city(i)).build();
                PutResponse response = running.data().put(put);
                assertTrue(seqs.add(response.getSeq()), "seq given twice");
              }
            }));
      }
      for (Future<?> writer : done) {
        writer.get();
      }
      assertEquals((long) writers * putsPerWriter, running.data().count(COUNT).getCount());
    }
  }

  @Test
  void shutdown_letsRunningCallsFinish_andTakesNoNewOnes() throws Exception {
    try (RunningServer running = new RunningServer().withCities(1)) {
      CountDownLatch gate = new CountDownLatch(1);
      running.probe.gate(gate);
      ListenableFuture<CountResponse> call = futures(running).count(COUNT);
      running.probe.awaitCalls(1);
      CompletableFuture<Void> shutdown =
          CompletableFuture.runAsync(() -> running.server.shutdown(Duration.ofSeconds(50)));
      ErrorDetails refused = null;
      while (refused == null) { // until the transport has said that it goes away
        try {
          futures(running).withDeadlineAfter(Duration.ofMillis(20)).count(COUNT).get();
        } catch (ExecutionException e) {
          refused =
              Status.fromThrowable(e).getCode() == Status.Code.UNAVAILABLE
                  ? ErrorDetails.of(e)
                  : null;
        }
      }
      assertFalse(shutdown.isDone(), "shut down under a running call");
      gate.countDown();
      assertEquals(1, call.get().getCount());
      shutdown.get();
    }
  }

  @Test
  void shutdown_afterTheGrace_cancels_butWaitsUntilTheDatabaseIsLeft() throws Exception {
    try (RunningServer running = new RunningServer().withCities(1)) {
      CountDownLatch gate = new CountDownLatch(1);
      running.probe.gate(gate);
      ListenableFuture<CountResponse> call = futures(running).count(COUNT);
      running.probe.awaitCalls(1);
      CompletableFuture<Void> shutdown =
          CompletableFuture.runAsync(() -> running.server.shutdown(Duration.ZERO));
      ExecutionException error =
          assertThrows(ExecutionException.class, () -> call.get(30, TimeUnit.SECONDS));
      Status.Code code = Status.fromThrowable(error).getCode();
      assertTrue(
          code == Status.Code.CANCELLED || code == Status.Code.UNAVAILABLE, error.toString());
      assertFalse(shutdown.isDone(), "shut down while a call is in the database");
      gate.countDown();
      shutdown.get();
    }
  }

  @Test
  void start_portTaken_saysSo() {
    try (RunningServer running = new RunningServer()) {
      ServerSettings settings =
          ServerSettings.of(Map.of(ServerKey.LISTEN, "127.0.0.1:" + running.server.port()));
      OmenException error =
          assertThrows(
              OmenException.class, () -> OmenServer.start(running.probe.database(), settings));
      assertEquals(ErrorCode.UNAVAILABLE, error.code());
      assertTrue(error.what().contains("127.0.0.1:" + running.server.port()), error.what());
    }
  }

  @Test
  void start_hostWithoutAddress_saysSo() {
    ServerSettings settings = ServerSettings.of(Map.of(ServerKey.LISTEN, "no-such-host.invalid:0"));
    try (Database database = Database.open("memory:")) {
      OmenException error =
          assertThrows(OmenException.class, () -> OmenServer.start(database, settings));
      assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
    }
  }

  @Test
  void close_twice_isHarmless() {
    RunningServer running = new RunningServer();
    running.close();
    running.close();
    running.server.close();
  }

  private static DataServiceFutureStub futures(RunningServer running) {
    return DataServiceGrpc.newFutureStub(running.channel);
  }
}
