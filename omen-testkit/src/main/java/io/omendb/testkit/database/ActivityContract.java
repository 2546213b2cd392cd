package io.omendb.testkit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.CollectionStats.ActivityStats;
import io.omendb.Row;
import io.omendb.SearchMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The statistics count what a collection does. */
interface ActivityContract extends DatabaseFixture {
  @Test
  default void commits_areCountedWithTheWritesOfTheLog() {
    Collection numbers = create("numbers", "value int64");
    assertEquals(new ActivityStats(0, 0, 0, 0, 0, 0, 0, 0, 0), numbers.stats().activity());
    for (long key = 0; key < 5; key++) {
      numbers.put(Row.of(key));
    }
    ActivityStats after = numbers.stats().activity();
    assertEquals(5, after.commitsLogged());
    assertEquals(5, after.logWrites(), "one caller, who shares with nobody");
  }

  @Test
  default void flushesAndMerges_areCounted() {
    Collection numbers = create("numbers", "value int64");
    for (int round = 0; round < 3; round++) {
      numbers.put(List.of(Row.of(1).with("value", round), Row.of(2)));
      numbers.flush();
    }
    assertEquals(3, numbers.stats().activity().flushes());
    assertEquals(0, numbers.stats().activity().merges());
    numbers.merge();
    ActivityStats after = numbers.stats().activity();
    assertEquals(3, after.flushes(), "there was nothing to flush");
    assertEquals(1, after.merges());
    assertEquals(0, after.memtablesFrozen());
    long bytes = numbers.stats().segmentBytes();
    assertTrue(after.mappedBytes() == bytes || after.mappedBytes() == 0, after::toString);
  }

  @Test
  default void searches_areCountedByTheModeOfTheirAnswer() {
    Collection points = create("points", "at vector<float32>[2]");
    points.put(Row.of(1).with("at", new float[] {1, 2}));
    float[] query = {1, 1};
    points.nearest(query).mode(SearchMode.EXACT).hits();
    points.nearest(query).mode(SearchMode.EXACT).explain();
    SearchMode chosen = points.nearest(query).run().mode();
    assertEquals(SearchMode.EXACT, chosen);
    points.nearestAll(List.of(points.nearest(query).spec(), points.nearest(query).spec()));
    ActivityStats after = points.stats().activity();
    assertEquals(5, after.exactSearches());
    assertEquals(0, after.fastSearches() + after.graphSearches());
  }
}
