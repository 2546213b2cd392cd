package io.omendb.graph.lucene;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Metric;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.vector.BuildMonitor;
import io.omendb.spi.vector.GraphQuery;
import io.omendb.spi.vector.VectorGraph;
import io.omendb.spi.vector.VectorGraph.Found;
import io.omendb.spi.vector.VectorIndexEngine;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs against a float64 brute force. */
class LuceneEngineTest {
  private static final long SEED = 20261121;
  private static final int COUNT = 3_000;
  private static final int DIMENSION = 24;
  private static final int K = 10;
  private static final int QUERIES = 60;

  private final VectorIndexEngine engine =
      EngineRegistry.get().vectorIndex().select("lucene").create();

  static Stream<Arguments> cases() {
    return Stream.of(Rows.Data.values())
        .flatMap(data -> Stream.of(Metric.values()).map(metric -> Arguments.of(data, metric)));
  }

  private static long[] bits(int count, IntPredicate set) {
    long[] words = new long[(count + 63) / 64];
    IntStream.range(0, count).filter(set).forEach(row -> words[row >>> 6] |= 1L << row);
    return words;
  }

  private VectorGraph graph(Rows rows, IntPredicate present) {
    int count = rows.rows.count();
    byte[] serialised;
    try (Arena arena = Arena.ofConfined()) {
      serialised =
          engine
              .build(rows.rows, bits(count, present), BuildMonitor.NONE, arena)
              .toArray(ValueLayout.JAVA_BYTE);
    }
    return engine.open(MemorySegment.ofArray(serialised), count);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void search_findsMostOfTheNearest_amongThosePresentAndAccepted(Rows.Data data, Metric metric) {
    Rows rows = new Rows(data, metric, COUNT, DIMENSION, SEED);
    IntPredicate present = row -> row % 7 != 3;
    VectorGraph graph = graph(rows, present);
    assertEquals(IntStream.range(0, COUNT).filter(present).count(), graph.size());
    check(rows, graph, present, null);
    check(rows, graph, present, row -> row % 5 != 0);
    check(rows, graph, present, row -> row % 3 == 1);
  }

  private static void check(
      Rows rows, VectorGraph graph, IntPredicate present, @Nullable IntPredicate accept) {
    IntPredicate wanted = accept == null ? present : present.and(accept);
    int accepted = (int) IntStream.range(0, COUNT).filter(wanted).count();
    int[] found = new int[80];
    double hits = 0;
    for (int i = 0; i < QUERIES; i++) {
      float[] query = rows.vector();
      Found result =
          graph.search(rows.rows, new GraphQuery(query, found.length, accept, accepted), found);
      assertTrue(result.count() > 0 && result.count() <= found.length);
      assertTrue(result.compared() >= result.count());
      Set<Integer> distinct = new HashSet<>();
      double before = Double.NEGATIVE_INFINITY;
      double worst = rows.distanceOf(K, query, wanted);
      for (int n = 0; n < result.count(); n++) {
        assertTrue(wanted.test(found[n]), "row " + found[n] + " is not wanted");
        assertTrue(distinct.add(found[n]), "row " + found[n] + " twice");
        double distance = rows.distance(query, found[n]);
        assertTrue(distance >= before - 1e-4, "nearest first");
        before = distance;
        hits += n < K && distance <= worst + 1e-5 ? 1 : 0;
      }
    }
    assertTrue(hits >= 0.95 * K * QUERIES, hits / K / QUERIES + " recall, seed " + SEED);
  }

  @Test
  void build_givesTheSameBytesForTheSameRows() {
    Rows rows = new Rows(Rows.Data.CLUSTERED, Metric.L2, 700, DIMENSION, SEED);
    long[] all = bits(700, row -> true);
    try (Arena arena = Arena.ofConfined()) {
      assertArrayEquals(
          engine.build(rows.rows, all, BuildMonitor.NONE, arena).toArray(ValueLayout.JAVA_BYTE),
          engine.build(rows.rows, all, BuildMonitor.NONE, arena).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void build_ofNoneOrOneRow_canBeSearched() {
    Rows rows = new Rows(Rows.Data.RANDOM, Metric.L2, 100, DIMENSION, SEED);
    int[] found = new int[5];
    GraphQuery query = GraphQuery.of(rows.vector(), 5);
    assertEquals(0, graph(rows, row -> false).search(rows.rows, query, found).count());
    assertEquals(1, graph(rows, row -> row == 42).search(rows.rows, query, found).count());
    assertEquals(42, found[0]);
  }

  @Test
  void build_endsWhereTheMonitorThrows() {
    Rows rows = new Rows(Rows.Data.RANDOM, Metric.L2, COUNT, DIMENSION, SEED);
    BuildMonitor impatient =
        (done, total) -> {
          assertEquals(COUNT, total);
          if (done >= 1000) {
            throw new CancellationException();
          }
        };
    try (Arena arena = Arena.ofConfined()) {
      long[] all = new long[COUNT / 64 + 1];
      Arrays.fill(all, -1);
      assertThrows(
          CancellationException.class, () -> engine.build(rows.rows, all, impatient, arena));
    }
  }

  @Test
  void search_ofVectorsThatOverflow_ends() {
    Rows rows = new Rows(Rows.Data.RANDOM, Metric.L2, 500, DIMENSION, SEED);
    VectorGraph graph = graph(rows, row -> true);
    float[] huge = new float[DIMENSION];
    Arrays.fill(huge, 1e30f);
    int[] found = new int[20];
    assertEquals(20, graph.search(rows.rows, GraphQuery.of(huge, 20), found).count());
  }
}
