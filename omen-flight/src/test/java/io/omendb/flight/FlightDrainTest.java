package io.omendb.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.omendb.Collection;
import io.omendb.flight.RunningFlight.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server that ends does not wait for the clients of DoPut to end their calls. */
final class FlightDrainTest {
  private static final Duration GRACE = Duration.ofMinutes(10);

  /** A grace that is longer than the patience of the test: whoever waits for it fails. */
  private static void shutdown(RunningFlight running) throws Exception {
    CompletableFuture.runAsync(() -> running.server.shutdown(GRACE))
        .get(RunningFlight.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static void assertDrained(PutClient put) throws Exception {
    Failure failure = put.awaitEnd().orElseThrow();
    assertEquals(Status.Code.UNAVAILABLE, failure.code(), failure.toString());
    assertEquals("UNAVAILABLE", failure.reason(), failure.toString());
    assertTrue(failure.message().contains("send the rest"), failure.toString());
  }

  private static long acknowledged(PutClient put) {
    return put.acknowledged.stream().mapToLong(each -> each.get("rows").longValue()).sum();
  }

  @Test
  void shutdown_endsAnIdleCall_whichHasHeardOfEveryCommit() throws Exception {
    try (RunningFlight running = new RunningFlight()) {
      Collection cities = running.cities(0);
      PutClient put =
          new PutClient(running, true).schema(RunningFlight.path("cities"), cities.schema());
      put.rows(cities.schema(), RunningFlight.city(1), RunningFlight.city(2));
      while (cities.count() < 2) {
        Thread.sleep(1);
      }
      shutdown(running);
      assertDrained(put);
      assertEquals(2, acknowledged(put));
    }
  }

  @Test
  void shutdown_underAWriter_acknowledgesWhatIsWritten_andNothingElse() throws Exception {
    try (RunningFlight running = new RunningFlight()) {
      Collection cities = running.cities(0);
      PutClient put =
          new PutClient(running, true).schema(RunningFlight.path("cities"), cities.schema());
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> {
            for (int key = 0; key < 2_000; key++) {
              put.rows(cities.schema(), RunningFlight.city(key));
            }
          });
      while (cities.count() < 20) {
        Thread.sleep(1);
      }
      shutdown(running);
      assertDrained(put);
      writer.get(RunningFlight.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertTrue(acknowledged(put) >= 20);
      assertEquals(cities.count(), acknowledged(put));
    }
  }
}
