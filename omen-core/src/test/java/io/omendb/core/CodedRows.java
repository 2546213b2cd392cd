package io.omendb.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Collection;
import io.omendb.Hit;
import io.omendb.Metric;
import io.omendb.NearestResult;
import io.omendb.Row;
import io.omendb.RowReader;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.WriteBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Rows with vectors that segments keep codes of, and what searches of them must find, by brute
 * force in double precision: nulls, zeros, deleted and superseded rows included. A seed fixes them.
 * For one thread.
 */
public final class CodedRows {
  /** Two columns with codes and one of vectors that are too short for them. */
  public static final Schema SCHEMA =
      Schema.parse("x vector<float32>[40], y vector<float32>[33, cosine], z vector<float32>[3]");

  /** Enough for a segment to get codes. */
  public static final int ROWS = 700;

  private static final int KEYS = 2_000;
  private static final int K = 10;

  private final long seed;
  private final SplittableRandom random;
  private final NavigableMap<Long, Row> rows = new TreeMap<>();

  public CodedRows(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** The rows that there are now. */
  public List<Row> rows() {
    return List.copyOf(rows.values());
  }

  /** Writes a batch of which a flush makes a segment with codes. */
  public void write(Collection collection) {
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < ROWS; i++) {
      // Spread over all keys, so that each batch replaces rows of those before.
      long key = (i * 7919L + random.nextInt(2)) % KEYS;
      if (random.nextInt(15) == 0) {
        batch.delete(key);
        rows.remove(key);
      } else {
        Row row =
            Row.of(key)
                .with("x", random.nextInt(20) == 0 ? null : vector(40))
                .with("y", random.nextInt(20) == 0 ? null : vector(33))
                .with("z", new float[] {key, 1, 2});
        batch.put(row);
        rows.put(key, row);
      }
    }
    collection.write(batch);
  }

  private float[] vector(int dimension) {
    float[] vector = new float[dimension];
    if (random.nextInt(40) > 0) {
      double scale = Math.exp(random.nextDouble());
      for (int i = 0; i < dimension; i++) {
        vector[i] = (float) (scale * (random.nextDouble() - 0.5));
      }
    }
    return vector;
  }

  /** Searches both columns a few times and compares with brute force. */
  public void check(RowReader reader, int searches) {
    for (int i = 0; i < searches; i++) {
      check(reader, "x", Metric.L2, vector(40));
      check(reader, "y", Metric.COSINE, vector(33));
    }
  }

  private void check(RowReader reader, String column, Metric metric, float[] query) {
    String what = column + ", seed " + seed;
    List<Double> all = new ArrayList<>();
    for (Row row : rows.values()) {
      if (row.get(column) != null) {
        all.add(distance(metric, query, row.getVector(column)));
      }
    }
    all.sort(null);
    List<Double> best = all.subList(0, Math.min(K, all.size()));
    NearestResult exact = reader.nearest(column, query).k(K).mode(SearchMode.EXACT).run();
    checkHits(exact, column, metric, query, what);
    assertEquals(best.size(), exact.hits().size(), what);
    for (int i = 0; i < best.size(); i++) {
      assertEquals(best.get(i), exact.hits().get(i).distance(), 1e-9, what + ", hit " + i);
    }
    NearestResult fast = reader.nearest(column, query).k(K).mode(SearchMode.FAST).run();
    checkHits(fast, column, metric, query, what + ", fast");
    assertEquals(best.size(), fast.hits().size(), what);
  }

  /** What is returned is there and where it says. */
  private void checkHits(
      NearestResult result, String column, Metric metric, float[] query, String what) {
    for (Hit hit : result.hits()) {
      Row row = Objects.requireNonNull(rows.get(hit.key()), () -> what + ", row " + hit.key());
      assertTrue(row.get(column) != null, what);
      double distance = distance(metric, query, row.getVector(column));
      assertEquals(distance, hit.distance(), 1e-9, what);
    }
    assertEquals(
        result.hits().size(), result.hits().stream().mapToLong(Hit::key).distinct().count(), what);
  }

  private static double distance(Metric metric, float[] q, float[] v) {
    double dot = 0;
    double squared = 0;
    for (int i = 0; i < q.length; i++) {
      dot += (double) q[i] * v[i];
      squared += ((double) q[i] - v[i]) * ((double) q[i] - v[i]);
    }
    if (metric == Metric.L2) {
      return Math.sqrt(squared);
    }
    double lengths = length(q) * length(v);
    return lengths == 0 ? 1 : Math.clamp(1 - dot / lengths, 0, 2);
  }

  private static double length(float[] vector) {
    return distance(Metric.L2, vector, new float[vector.length]);
  }

  /** The names of blobs that are codes. */
  public static List<String> codes(List<String> blobs) {
    return blobs.stream().filter(name -> name.endsWith(".codes")).sorted().toList();
  }

  /** A file damaged in every manner: bits flipped here and there, cut short, longer. */
  public static List<byte[]> damages(byte[] whole, int flips, SplittableRandom random) {
    List<byte[]> damages = new ArrayList<>();
    for (int i = 0; i < flips; i++) {
      // The head is short, so it gets a share of its own.
      int end = i % 3 == 0 ? Math.min(192, whole.length) : whole.length;
      byte[] flipped = whole.clone();
      flipped[random.nextInt(end)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      damages.add(flipped);
    }
    for (int length : new int[] {0, 1, 3, 4, 90, whole.length / 2, whole.length - 1}) {
      damages.add(Arrays.copyOf(whole, length));
    }
    damages.add(Arrays.copyOf(whole, whole.length + 1));
    return damages;
  }
}
