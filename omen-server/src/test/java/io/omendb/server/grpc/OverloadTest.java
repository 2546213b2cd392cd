package io.omendb.server.grpc;

import static io.omendb.server.grpc.RunningServer.CITIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.omendb.ErrorCode;
import io.omendb.server.config.ServerKey;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.CountResponse;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.GetRequest;
import io.omendb.server.grpc.v1.GetResponse;
import io.omendb.server.grpc.v1.GetServerInfoRequest;
import io.omendb.server.grpc.v1.ListCollectionsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More calls than the server can take: what is accepted, what is refused, what goes on. */
@Timeout(600)
final class OverloadTest {
  private static final CountRequest COUNT = CountRequest.newBuilder().setCollection(CITIES).build();
  private static final GetRequest GET =
      GetRequest.newBuilder().setCollection(CITIES).setKey(0).build();
  private static final int CALLS = Boolean.getBoolean("omendb.test.long") ? 200_000 : 2_000;
  private static final int OPEN_CALLS = 64;

  @Test
  void blockedDatabase_acceptsTheBound_refusesTheRest_andStillReads() throws Exception {
    int threads = 2;
    int queue = 5;
    int more = 20;
    try (RunningServer running = running(threads, queue)) {
      CountDownLatch gate = new CountDownLatch(1);
      running.probe.gate("count", gate);
      List<ListenableFuture<CountResponse>> calls = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        calls.add(count(running));
      }
      running.probe.awaitCalls(threads);
      for (int i = 0; i < queue + more; i++) {
        calls.add(count(running));
      }
      // One event loop answers in order, so this says too that all calls have arrived.
      HealthAndReflectionTest.assertServing(running.channel);
      assertTrue(running.data().get(GET).hasRow(), "a get while the queue is full");
      var collections = running.collections();
      assertEquals(
          1,
          collections
              .listCollections(ListCollectionsRequest.getDefaultInstance())
              .getCollectionsCount());
      running.info().getServerInfo(GetServerInfoRequest.getDefaultInstance());
      assertEquals(threads, running.probe.calls.get(), "counts that have begun");
      gate.countDown();
      int refused = 0;
      for (ListenableFuture<CountResponse> call : calls) {
        refused += isAnswered(call) ? 0 : 1;
      }
      assertEquals(more, refused);
      assertEquals(threads + queue, running.probe.calls.get(), "refused calls were not begun");
      assertEquals(1, running.data().count(COUNT).getCount(), "the server goes on");
    }
  }

  @Test
  void blockedReads_areBoundedByThemselves() throws Exception {
    try (RunningServer running = running(1, 3)) {
      CountDownLatch gate = new CountDownLatch(1);
      running.probe.gate("getVersioned", gate);
      List<ListenableFuture<GetResponse>> calls = new ArrayList<>();
      calls.add(DataServiceGrpc.newFutureStub(running.channel).get(GET));
      running.probe.awaitCalls(1);
      for (int i = 0; i < 3 + 7; i++) {
        calls.add(DataServiceGrpc.newFutureStub(running.channel).get(GET));
      }
      assertEquals(1, running.data().count(COUNT).getCount(), "a count while reads are blocked");
      gate.countDown();
      int refused = 0;
      for (ListenableFuture<GetResponse> call : calls) {
        refused += isAnswered(call) ? 0 : 1;
      }
      assertEquals(7, refused);
    }
  }

  /** Many callers at once, for long in the profile of that name. */
  @Test
  void sustainedOverload_everyCallIsAnsweredOrRefused() throws Exception {
    try (RunningServer running = running(2, 8)) {
      Semaphore open = new Semaphore(OPEN_CALLS);
      List<ListenableFuture<CountResponse>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        open.acquire();
        ListenableFuture<CountResponse> call = count(running);
        call.addListener(open::release, Runnable::run);
        calls.add(call);
        if (i % 1_000 == 0) {
          HealthAndReflectionTest.assertServing(running.channel);
        }
      }
      int answered = 0;
      for (ListenableFuture<CountResponse> call : calls) {
        answered += isAnswered(call) ? 1 : 0;
      }
      System.out.printf("OverloadTest: %d of %d calls answered%n", answered, CALLS);
      assertTrue(answered > 0);
      assertEquals(1, running.data().count(COUNT).getCount(), "the server goes on");
    }
  }

  private static RunningServer running(int threads, int queue) {
    return new RunningServer(
            Map.of(
                ServerKey.THREADS, String.valueOf(threads),
                ServerKey.READ_THREADS, "1",
                ServerKey.QUEUE, String.valueOf(queue)))
        .withCities(1);
  }

  private static ListenableFuture<CountResponse> count(RunningServer running) {
    return DataServiceGrpc.newFutureStub(running.channel).count(COUNT);
  }

  /** Whether a call was answered; one that was not must have been refused as it should. */
  private static boolean isAnswered(ListenableFuture<?> call) throws InterruptedException {
    try {
      call.get();
      return true;
    } catch (ExecutionException e) {
      ErrorDetails error = ErrorDetails.of(e);
      error.assertIs(Status.Code.RESOURCE_EXHAUSTED, ErrorCode.OVERLOADED, null);
      long millis = Durations.toMillis(error.retryInfo().orElseThrow().getRetryDelay());
      assertTrue(millis > 0 && millis < 1_000, error.toString());
      return false;
    }
  }
}
