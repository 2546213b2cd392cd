package io.omendb.benchmarks.pairings;

import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.Hit;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.SearchMode;
import java.util.Arrays;
import java.util.List;

/** Whether a collection holds the rows and nothing else: asked before it is timed. */
final class PairingCheck {
  /** Float32 sums in another order may differ by so much. */
  private static final double TOLERANCE = 1e-4;

  private static final int K = 10;
  private static final int SEARCHES = 4;

  private final String name;
  private final Collection rows;
  private final PairingRows expected;

  /**
   * @param name of what is checked, for the error
   */
  PairingCheck(String name, Collection rows, PairingRows expected) {
    this.name = name;
    this.rows = rows;
    this.expected = expected;
  }

  /**
   * Checks scans, gets and searches.
   *
   * @throws OmenException {@link ErrorCode#INTERNAL} with the first answer that is wrong
   */
  void run() {
    scan();
    gets();
    for (int i = 0; i < Math.min(SEARCHES, expected.queries().length); i++) {
      search(expected.queries()[i]);
    }
  }

  private void scan() {
    int next = 0;
    try (RowCursor cursor = rows.scan().open()) {
      while (cursor.hasNext()) {
        Row row = cursor.next();
        require(next < expected.size() && isRight(row, next), "scan", row.key());
        next++;
      }
    }
    require(next == expected.size(), "scan, number of rows", next);
  }

  private boolean isRight(Row row, int i) {
    return row.key() == expected.keys()[i]
        && Arrays.equals(row.getBytes(PairingRows.VALUE), expected.values().of(row.key()))
        && Arrays.equals(row.getVector(PairingRows.VECTOR), expected.vectors()[i]);
  }

  private void gets() {
    long[] keys = expected.keys();
    for (int i = 0; i < keys.length; i++) {
      Row row = rows.get(keys[i]).orElse(null);
      require(row != null && isRight(row, i), "get", keys[i]);
      boolean absent = i + 1 < keys.length && keys[i] + 1 < keys[i + 1];
      require(!absent || rows.get(keys[i] + 1).isEmpty(), "get of an absent key", keys[i] + 1);
    }
    long[] some = Arrays.copyOf(keys, Math.min(100, keys.length));
    require(rows.getAll(some).size() == some.length, "multi_get of keys up to", some.length);
  }

  /** Each hit is as far away as the true one of its rank, so ties may be in any order. */
  private void search(float[] query) {
    double[] distances = new double[expected.size()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = distance(query, expected.vectors()[i]);
    }
    Arrays.sort(distances);
    List<Hit> hits = rows.nearest(PairingRows.VECTOR, query).k(K).mode(SearchMode.EXACT).hits();
    require(hits.size() == Math.min(K, distances.length), "knn, number of rows", hits.size());
    for (int rank = 0; rank < hits.size(); rank++) {
      int row = Arrays.binarySearch(expected.keys(), hits.get(rank).key());
      require(row >= 0, "knn", hits.get(rank).key());
      double off = distance(query, expected.vectors()[row]) - distances[rank];
      require(Math.abs(off) <= TOLERANCE * (1 + distances[rank]), "knn", hits.get(rank).key());
    }
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  private void require(boolean right, String operation, long key) {
    if (!right) {
      throw new OmenException(
          ErrorCode.INTERNAL,
          name + " answers a " + operation + " wrongly, at " + key,
          "use other engines, and please report it");
    }
  }
}
