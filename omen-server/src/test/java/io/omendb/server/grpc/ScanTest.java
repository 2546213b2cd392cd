package io.omendb.server.grpc;

import static io.omendb.server.grpc.RunningServer.CITIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.omendb.ErrorCode;
import io.omendb.server.config.ServerKey;
import io.omendb.server.grpc.v1.CreateCollectionRequest;
import io.omendb.server.grpc.v1.DataServiceGrpc;
import io.omendb.server.grpc.v1.KeyRange;
import io.omendb.server.grpc.v1.PutRequest;
import io.omendb.server.grpc.v1.Row;
import io.omendb.server.grpc.v1.ScanRequest;
import io.omendb.server.grpc.v1.ScanResponse;
import io.omendb.server.grpc.v1.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scans: what they send, at whose pace, and that no end of a call leaves a cursor open. */
@Timeout(60)
final class ScanTest {
  private static final String BLOBS = "blobs";
  private static final int BLOB_BYTES = 64 << 10;

  /** As many as overflow every buffer between server and client several times. */
  private static final int BLOB_ROWS = 512;

  @Test
  void scan_streamsOneArrowTable() {
    try (RunningServer running = new RunningServer().withCities(5)) {
      ArrowTable table = table(running, scan(CITIES));
      assertEquals(List.of("key", "name", "population", "position"), table.columns());
      assertEquals(List.of(0L, 1L, 2L, 3L, 4L), table.keys());
      assertEquals(List.of(3L, "city 3", 3000L, List.of(3f, 0f, 0f)), table.rows().get(3));
      assertEquals(0, running.probe.openCursors.get());
    }
  }

  @Test
  void scan_respectsRangeOrderLimitAndColumns() {
    try (RunningServer running = new RunningServer().withCities(9)) {
      ScanRequest.Builder request =
          scan(CITIES)
              .setKeys(KeyRange.newBuilder().setFromKey(2).setToKey(7))
              .setDescending(true)
              .setLimit(3)
              .addColumns("population")
              .addColumns("name");
      ArrowTable table = table(running, request);
      assertEquals(List.of("key", "population", "name"), table.columns());
      assertEquals(
          List.of(
              List.of(6L, 6000L, "city 6"),
              List.of(5L, 5000L, "city 5"),
              List.of(4L, 4000L, "city 4")),
          table.rows());
    }
  }

  @Test
  void scan_withoutRows_stillSendsTheSchema() {
    try (RunningServer running = new RunningServer().withCities(3)) {
      for (ScanRequest.Builder none :
          List.of(
              scan(CITIES).setLimit(0), scan(CITIES).setKeys(KeyRange.newBuilder().setToKey(0)))) {
        ArrowTable table = table(running, none);
        assertEquals(4, table.columns().size());
        assertEquals(List.of(), table.rows());
      }
    }
  }

  @Test
  void scan_largerThanAMessage_comesInBoundedPieces() {
    try (RunningServer running = withBlobs(Map.of())) {
      List<ScanResponse> responses = responses(running, scan(BLOBS));
      assertTrue(responses.size() > 10, responses.size() + " responses");
      for (ScanResponse response : responses) {
        assertTrue(
            response.getArrowIpc().size() < 2 * RowBatch.TARGET_BYTES,
            response.getArrowIpc().size() + " bytes");
      }
      assertEquals(BLOB_ROWS, responses.stream().mapToLong(ScanResponse::getRows).sum());
      assertEquals(LongStream.range(0, BLOB_ROWS).boxed().toList(), arrow(responses).keys());
      assertEquals(0, running.probe.openCursors.get());
    }
  }

  @Test
  void cancel_halfWay_closesTheCursor() throws Exception {
    try (RunningServer running = withBlobs(Map.of())) {
      Context.CancellableContext context = Context.current().withCancellation();
      context.call(() -> {
        Iterator<ScanResponse> responses = running.data().scan(scan(BLOBS).build());
        responses.next();
        responses.next();
        assertEquals(1, running.probe.openCursors.get());
        context.cancel(null);
        assertThrows(
            StatusRuntimeException.class, () -> responses.forEachRemaining(response -> {}));
        return null;
      });
      running.probe.awaitNoCursor();
      assertTrue(running.probe.rowsRead.get() < BLOB_ROWS, running.probe.rowsRead + " rows read");
    }
  }

  @Test
  void deadline_halfWay_closesTheCursor() throws Exception {
    try (RunningServer running = withBlobs(Map.of())) {
      SlowClient client = new SlowClient(running, Duration.ofMillis(200));
      client.take(1);
      assertEquals(Status.Code.DEADLINE_EXCEEDED, client.status.get().getCode());
      running.probe.awaitNoCursor();
    }
  }

  @Test
  void slowClient_holdsBackTheServer_andLosesNothing() throws Exception {
    try (RunningServer running = withBlobs(Map.of(ServerKey.THREADS, "1"))) {
      SlowClient client = new SlowClient(running, Duration.ofSeconds(50));
      List<ScanResponse> responses = new ArrayList<>(client.take(2));
      // The only thread is free although the scan is open.
      assertEquals(List.of(0L), table(running, scan(BLOBS).setLimit(1)).keys());
      assertEquals(1, running.probe.openCursors.get());
      assertTrue(running.probe.rowsRead.get() < BLOB_ROWS, running.probe.rowsRead + " rows read");
      responses.addAll(client.take(Integer.MAX_VALUE));
      assertEquals(Status.Code.OK, client.status.get().getCode());
      assertEquals(LongStream.range(0, BLOB_ROWS).boxed().toList(), arrow(responses).keys());
      running.probe.awaitNoCursor();
    }
  }

  @Test
  void manyClientsThatNeverRead_costBoundedMemory() throws Exception {
    int clients = 30;
    try (RunningServer running = withBlobs(Map.of())) {
      List<SlowClient> silent = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        silent.add(new SlowClient(running, Duration.ofSeconds(50)));
      }
      long before = -1;
      for (long rows = 0; rows != before || running.probe.openCursors.get() < clients; ) {
        before = rows;
        Thread.sleep(300);
        rows = running.probe.rowsRead.get();
      }
      // Two MiB wait for the transport, and the batch that was being read comes on top.
      long rowsOfEach = 4 * RowBatch.TARGET_BYTES / BLOB_BYTES;
      assertTrue(before <= clients * rowsOfEach, before + " rows read");
      silent.forEach(client -> client.call.cancel("enough", null));
      running.probe.awaitNoCursor();
    }
  }

  @Test
  void tooManyScans_areRefused_untilOneEnds() throws Exception {
    try (RunningServer running = withBlobs(Map.of(ServerKey.SCANS, "1"))) {
      SlowClient client = new SlowClient(running, Duration.ofSeconds(50));
      client.take(1);
      ErrorDetails.of(() -> responses(running, scan(BLOBS)))
          .assertIs(Status.Code.RESOURCE_EXHAUSTED, ErrorCode.OVERLOADED, null);
      client.call.cancel("enough", null);
      running.probe.awaitNoCursor();
      assertEquals(List.of(0L), awaitedTable(running, scan(BLOBS).setLimit(1)).keys());
      ErrorDetails.of(() -> responses(running, scan(BLOBS).setLimit(-1)));
      assertEquals(List.of(0L), awaitedTable(running, scan(BLOBS).setLimit(1)).keys());
    }
  }

  @Test
  void damage_halfWay_endsTheScanAsDataLoss() throws Exception {
    try (RunningServer running = withBlobs(Map.of())) {
      running.probe.failAtRow(100);
      List<ScanResponse> received = new ArrayList<>();
      ErrorDetails error =
          ErrorDetails.of(
              () -> running.data().scan(scan(BLOBS).build()).forEachRemaining(received::add));
      error.assertIs(Status.Code.DATA_LOSS, ErrorCode.CORRUPTION, null);
      assertTrue(error.message().contains("s-1.arrow at byte 4096"), error.message());
      assertFalse(received.isEmpty(), "what came before the damage");
      running.probe.awaitNoCursor();
    }
  }

  @Test
  void shutdown_cancelsOpenScans() throws Exception {
    try (RunningServer running = withBlobs(Map.of())) {
      SlowClient client = new SlowClient(running, Duration.ofSeconds(50));
      client.take(1);
      running.server.shutdown(Duration.ZERO);
      assertEquals(0, running.probe.openCursors.get());
    }
  }

  private static RunningServer withBlobs(Map<ServerKey, String> settings) {
    RunningServer running = new RunningServer(settings);
    running
        .collections()
        .createCollection(
            CreateCollectionRequest.newBuilder()
                .setCollection(BLOBS)
                .setSchema("value binary")
                .build());
    Value blob =
        Value.newBuilder().setBinaryValue(ByteString.copyFrom(new byte[BLOB_BYTES])).build();
    for (int from = 0; from < BLOB_ROWS; from += BLOB_ROWS / 4) {
      PutRequest.Builder put = PutRequest.newBuilder().setCollection(BLOBS);
      for (int i = from; i < from + BLOB_ROWS / 4; i++) {
        put.addRows(Row.newBuilder().setKey(i).putValues("value", blob));
      }
      running.data().put(put.build());
    }
    return running;
  }

  private static ScanRequest.Builder scan(String collection) {
    return ScanRequest.newBuilder().setCollection(collection);
  }

  private static ArrowTable table(RunningServer running, ScanRequest.Builder request) {
    return arrow(responses(running, request));
  }

  /** The server closes the cursor first and gives the permit back right after it. */
  private static ArrowTable awaitedTable(RunningServer running, ScanRequest.Builder request) {
    while (true) {
      try {
        return table(running, request);
      } catch (StatusRuntimeException e) {
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, e.getStatus().getCode());
      }
    }
  }

  private static ArrowTable arrow(List<ScanResponse> responses) {
    return ArrowTable.read(
        ByteString.copyFrom(responses.stream().map(ScanResponse::getArrowIpc).toList()));
  }

  private static List<ScanResponse> responses(RunningServer running, ScanRequest.Builder request) {
    List<ScanResponse> responses = new ArrayList<>();
    running.data().scan(request.build()).forEachRemaining(responses::add);
    return responses;
  }

  /** Asks for one response at a time. */
  private static final class SlowClient extends ClientCall.Listener<ScanResponse> {
    final ClientCall<ScanRequest, ScanResponse> call;
    final CompletableFuture<Status> status = new CompletableFuture<>();
    private final BlockingQueue<ScanResponse> received = new LinkedBlockingQueue<>();

    SlowClient(RunningServer running, Duration deadline) {
      call =
          running.channel.newCall(
              DataServiceGrpc.getScanMethod(),
              CallOptions.DEFAULT.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS));
      call.start(this, new Metadata());
      call.sendMessage(scan(BLOBS).build());
      call.halfClose();
    }

    /** The next responses; fewer where the call ends before. */
    List<ScanResponse> take(int count) throws InterruptedException {
      List<ScanResponse> taken = new ArrayList<>();
      while (taken.size() < count) {
        call.request(1);
        ScanResponse next = null;
        while (next == null && !(status.isDone() && received.isEmpty())) {
          next = received.poll(10, TimeUnit.MILLISECONDS);
        }
        if (next == null) {
          break;
        }
        taken.add(next);
      }
      return taken;
    }

    @Override
    public void onMessage(ScanResponse message) {
      received.add(message);
    }

    @Override
    public void onClose(Status closed, Metadata trailers) {
      status.complete(closed);
    }
  }
}
