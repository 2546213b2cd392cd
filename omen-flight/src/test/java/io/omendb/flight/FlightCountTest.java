package io.omendb.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.Collection;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import org.junit.jupiter.api.Test;

/** A flight says how many rows it has where that is cheap, and then the number is right. */
final class FlightCountTest {
  private static long total(RunningFlight running, String rest) {
    return running
        .flight()
        .getFlightInfo(RunningFlight.command("{\"collection\":\"numbers\"" + rest + "}"))
        .getTotalRecords();
  }

  private static void put(Collection collection, int from, int to) {
    WriteBatch batch = new WriteBatch();
    for (int key = from; key < to; key++) {
      batch.put(Row.of(key).with("n", (long) key));
    }
    collection.write(batch);
  }

  @Test
  void fewRows_areCounted_deletedAndReplacedOnesOnce() {
    try (RunningFlight running = new RunningFlight()) {
      Collection numbers = running.database.createCollection("numbers", Schema.parse("n int64"));
      assertEquals(0, total(running, ""));
      put(numbers, 0, 100);
      put(numbers, 50, 60);
      numbers.delete(7);
      assertEquals(99, total(running, ""));
      assertEquals(9, total(running, ",\"from\":0,\"to\":10"));
      assertEquals(3, total(running, ",\"limit\":3"));
      assertEquals(99, total(running, ",\"limit\":1000,\"columns\":[\"n\"]"));
      assertEquals(-1, total(running, ",\"where\":\"n > 5\""), "a predicate is not evaluated");
      assertEquals(
          99,
          running
              .flight()
              .listFlights(org.apache.arrow.flight.impl.Flight.Criteria.getDefaultInstance())
              .next()
              .getTotalRecords());
    }
  }

  @Test
  void manyRows_areAddedUp_onlyWhereNoKeysHaveToBeMerged() {
    try (RunningFlight running = new RunningFlight()) {
      Collection numbers = running.database.createCollection("numbers", Schema.parse("n int64"));
      put(numbers, 0, 20_000);
      assertEquals(-1, total(running, ""), "in memory");
      numbers.flush();
      assertEquals(20_000, total(running, ""));
      put(numbers, 30_000, 30_010);
      numbers.flush();
      assertEquals(20_010, total(running, ""), "two segments without a common key");
      assertEquals(10, total(running, ",\"from\":20000"));
      put(numbers, 5, 6);
      numbers.flush();
      assertEquals(-1, total(running, ""), "a segment over another");
      numbers.merge();
      assertEquals(20_010, total(running, ""));
    }
  }
}
