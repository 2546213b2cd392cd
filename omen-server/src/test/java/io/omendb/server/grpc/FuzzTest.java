package io.omendb.server.grpc;

import static io.omendb.server.grpc.RunningServer.CITIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.omendb.server.grpc.v1.BatchGetRequest;
import io.omendb.server.grpc.v1.CountRequest;
import io.omendb.server.grpc.v1.DropCollectionRequest;
import io.omendb.server.grpc.v1.GetCollectionRequest;
import io.omendb.server.grpc.v1.PutRequest;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random and damaged requests for every RPC: whatever a client sends, the answer blames it or does
 * what was asked, and the server goes on. Many times as many, from another seed each time, with
 * {@code -Plong}.
 */
@SuppressWarnings("NullAway.Init") // set before each test
final class FuzzTest {
  private static final boolean LONG = Boolean.getBoolean("omendb.test.long");
  private static final int REQUESTS = LONG ? 10_000 : 150;
  private static final int STREAMS = LONG ? 50_000 : 1_000;

  /** What would be the server's fault. */
  private static final Set<Status.Code> FAULTS =
      EnumSet.of(
          Status.Code.UNKNOWN,
          Status.Code.INTERNAL,
          Status.Code.DATA_LOSS,
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED);

  @TempDir private Path scratch;
  private RunningServer running;
  private long seed;
  private SplittableRandom random;
  private RandomMessages messages;

  @BeforeEach
  void start() {
    running = new RunningServer().withCities(20);
    seed = LONG ? System.nanoTime() : 20261121;
    random = new SplittableRandom(seed);
    messages =
        new RandomMessages(
            random, List.of("", "relative", "a\0b", scratch.resolve("backup").toString()));
  }

  @AfterEach
  void stop() {
    assertEquals(0, running.probe.openCursors.get(), "cursors left open, seed " + seed);
    running.close();
  }

  static List<MethodDescriptor> methods() {
    return RawCalls.methods();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void randomRequests(MethodDescriptor method) {
    for (int i = 0; i < REQUESTS; i++) {
      byte[] request = messages.next(method.getInputType()).toByteArray();
      send(method, random.nextInt(3) == 0 ? messages.mutated(request) : request);
      if (method.getName().equals("CreateCollection")
          || method.getName().equals("DropCollection")) {
        restoreCities();
      }
    }
    restoreCities();
    assertEquals(
        CITIES,
        running
            .collections()
            .getCollection(GetCollectionRequest.newBuilder().setCollection(CITIES).build())
            .getCollection()
            .getName());
  }

  private void restoreCities() {
    try {
      running.data().count(CountRequest.newBuilder().setCollection(CITIES).build());
    } catch (StatusRuntimeException e) {
      assertEquals(Status.Code.NOT_FOUND, e.getStatus().getCode(), "seed " + seed);
      running.withCities(20);
    }
  }

  private void send(MethodDescriptor method, byte[] request) {
    try {
      RawCalls.call(running.channel, method, request);
    } catch (StatusRuntimeException e) {
      if (FAULTS.contains(e.getStatus().getCode())) {
        fail(
            method.getFullName()
                + ", seed "
                + seed
                + ": "
                + e.getStatus()
                + " for "
                + HexFormat.of().formatHex(request),
            e);
      }
    }
  }

  @Test
  void damagedArrowStreams() {
    byte[] stream =
        running
            .data()
            .batchGet(
                BatchGetRequest.newBuilder()
                    .setCollection(CITIES)
                    .addAllKeys(LongStream.range(0, 20).boxed().toList())
                    .build())
            .getArrowIpcStream()
            .toByteArray();
    MethodDescriptor put =
        methods().stream().filter(m -> m.getName().equals("Put")).findFirst().orElseThrow();
    for (int i = 0; i < STREAMS; i++) {
      ByteString damaged = UnsafeByteOperations.unsafeWrap(messages.mutated(stream));
      PutRequest request =
          PutRequest.newBuilder().setCollection(CITIES).setArrowIpcStream(damaged).build();
      send(put, request.toByteArray());
    }
    running
        .collections()
        .dropCollection(DropCollectionRequest.newBuilder().setCollection(CITIES).build());
    running.withCities(3);
  }
}
