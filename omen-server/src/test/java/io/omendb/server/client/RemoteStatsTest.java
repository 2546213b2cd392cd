package io.omendb.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.CollectionStats;
import io.omendb.server.grpc.v1.SegmentStats;
import org.junit.jupiter.api.Test;

/** Statistics of servers of other versions. */
class RemoteStatsTest {
  private static CollectionStats.SegmentStats read(SegmentStats.Builder segment) {
    var message =
        io.omendb.server.grpc.v1.CollectionStats.newBuilder().addSegments(segment).build();
    return RemoteStats.stats(message).segments().getFirst();
  }

  @Test
  void chosenEngine_travelsWithItsReason() {
    CollectionStats.SegmentStats segment =
        read(
            SegmentStats.newBuilder()
                .setIndexEngine("auto")
                .setIndexChosen("pgm")
                .setIndexReason("pgm: 21 ns a lookup against 27 for btree")
                .setCodesBytes(123));
    assertEquals("auto", segment.indexEngine());
    assertEquals("pgm", segment.indexChosen());
    assertEquals(123, segment.codesBytes());
    assertEquals("pgm: 21 ns a lookup against 27 for btree", segment.indexReason());
  }

  @Test
  void serverWithoutChoice_answersWithTheEngine() {
    CollectionStats.SegmentStats segment = read(SegmentStats.newBuilder().setIndexEngine("rmi"));
    assertEquals("rmi", segment.indexChosen());
    assertEquals("", segment.indexReason());
  }
}
