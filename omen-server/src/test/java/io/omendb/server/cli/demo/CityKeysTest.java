package io.omendb.server.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.KeyRange;
import io.omendb.OmenException;
import io.omendb.Row;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CityKeysTest {
  @Test
  void everyPlace_hasAPositiveKeyOfItsOwnInItsRegions() {
    Set<Long> keys = new HashSet<>();
    try (CityFile file = new CityFile()) {
      while (file.hasNext()) {
        Row row = file.next();
        assertTrue(row.key() >= 0, row.toString());
        assertTrue(keys.add(row.key()), row.toString());
        double latitude = row.getDouble("latitude");
        double longitude = row.getDouble("longitude");
        for (int level = 0; level <= 27; level += 9) {
          KeyRange region = CityKeys.region(latitude, longitude, level);
          assertTrue(region.contains(row.key()), "level " + level + " of " + row);
        }
      }
      assertTrue(file.sharedCells() > 0, "no two places share a cell: ties are never told apart");
    }
    assertEquals(CityFile.ROWS, keys.size());
  }

  @Test
  void samePlace_getsTheNextTie() {
    CityKeys keys = new CityKeys();
    long first = keys.next(46.2, 6.1);
    assertEquals(first + 1, keys.next(46.2, 6.1));
    assertEquals(1, keys.shared());
    for (int i = 2; i < 256; i++) {
      keys.next(46.2, 6.1);
    }
    assertThrows(OmenException.class, () -> keys.next(46.2, 6.1));
  }

  @Test
  void corners_areCells() {
    CityKeys keys = new CityKeys();
    Set<Long> seen = new HashSet<>();
    for (double latitude : new double[] {-90, 0, 90}) {
      for (double longitude : new double[] {-180, 0, 180}) {
        long key = keys.next(latitude, longitude);
        assertTrue(key >= 0);
        assertTrue(seen.add(key));
        assertTrue(CityKeys.region(latitude, longitude, 12).contains(key));
        assertFalse(CityKeys.region(latitude, longitude, 12).isEmpty());
      }
    }
  }
}
