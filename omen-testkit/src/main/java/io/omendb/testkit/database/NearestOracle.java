package io.omendb.testkit.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Hit;
import io.omendb.KeyRange;
import io.omendb.Metric;
import io.omendb.NearestResult;
import io.omendb.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The nearest rows by brute force in double precision. */
final class NearestOracle {
  /** Two sums in double precision may differ by their order, relative to what was added up. */
  private static final double TOLERANCE = 1e-12;

  private final String column;
  private final Metric metric;
  private final NavigableMap<Long, Row> live;

  NearestOracle(String column, Metric metric, NavigableMap<Long, Row> live) {
    this.column = column;
    this.metric = metric;
    this.live = new TreeMap<>(live);
  }

  private record Distance(long key, double value, double scale) {}

  /** Compares an answer by score, and everything else that it promises. */
  void check(NearestResult result, float[] query, int k, KeyRange keys, String what) {
    List<Distance> expected = nearest(query, keys);
    List<Hit> hits = result.hits();
    assertEquals(Math.min(k, expected.size()), hits.size(), what);
    assertTrue(result.certified(), what);
    for (int i = 0; i < hits.size(); i++) {
      Hit hit = hits.get(i);
      String place = what + ", hit " + i + " of " + k;
      Row row = live.get(hit.key());
      assertTrue(row != null && keys.contains(hit.key()), place);
      assertEquals(row, hit.row(), place);
      Distance own = distance(query, hit.key(), row.getVector(column));
      assertClose(own, hit.distance(), place + ", its own distance");
      assertClose(expected.get(i), hit.distance(), place + ", the true one at this rank");
      assertEquals(metric.score(hit.distance()), hit.score(), place);
      assertTrue(i == 0 || inOrder(hits.get(i - 1), hit), place + ", order");
    }
  }

  private static boolean inOrder(Hit before, Hit after) {
    return before.distance() < after.distance()
        || (before.distance() == after.distance() && before.key() < after.key());
  }

  private static void assertClose(Distance expected, double actual, String what) {
    assertEquals(expected.value, actual, TOLERANCE * expected.scale + Double.MIN_VALUE, what);
  }

  private List<Distance> nearest(float[] query, KeyRange keys) {
    List<Distance> distances = new ArrayList<>();
    LayeredRows.within(live, keys)
        .forEach((key, row) -> {
          if (row.get(column) != null) {
            distances.add(distance(query, key, row.getVector(column)));
          }
        });
    distances.sort(Comparator.comparingDouble(Distance::value).thenComparingLong(Distance::key));
    return distances;
  }

  private Distance distance(float[] a, long key, float[] b) {
    double dot = 0;
    double squaredA = 0;
    double squaredB = 0;
    double squaredDifference = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      squaredA += (double) a[i] * a[i];
      squaredB += (double) b[i] * b[i];
      squaredDifference += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    double lengths = Math.sqrt(squaredA) * Math.sqrt(squaredB);
    return switch (metric) {
      case L2 -> new Distance(key, Math.sqrt(squaredDifference), Math.sqrt(squaredDifference));
      case DOT -> new Distance(key, -dot, lengths);
      case COSINE -> new Distance(key, lengths == 0 ? 1 : 1 - dot / lengths, 1);
    };
  }
}
