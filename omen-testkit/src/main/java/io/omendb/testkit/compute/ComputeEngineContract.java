package io.omendb.testkit.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.omendb.Metric;
import io.omendb.OmenException;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.compute.ComputeEngineProvider;
import io.omendb.testkit.vectors.RowPlacement;
import io.omendb.testkit.vectors.VectorDistribution;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ComputeEngine} must do, checked against sums in double precision. An engine
 * joins by extending this class.
 */
public abstract class ComputeEngineContract {
  private static final int MOST_ROWS = 67;
  private static final int[] LARGE_DIMENSIONS = {96, 127, 128, 129, 384, 768, 1536, 2048, 16384};
  private static final float UNTOUCHED = -12345;

  private ComputeEngine engine;

  /** For the engines. */
  protected ComputeEngineContract() {}

  /** The provider of the engine under test. */
  protected abstract ComputeEngineProvider provider();

  @BeforeEach
  final void createEngine() {
    engine = provider().create();
  }

  @Test
  final void provider_namesItsEngine() {
    assertEquals(Optional.empty(), provider().unavailableReason());
    assertEquals(provider().name(), engine.name());
    assertTrue(engine.name().matches("[a-z][a-z0-9_]*"), engine.name());
  }

  @ParameterizedTest
  @EnumSource
  final void batchDistance_allSmallDimensions(VectorDistribution distribution) {
    for (int dimension = 1; dimension <= 70; dimension++) {
      RowPlacement[] placements = RowPlacement.values();
      RowPlacement placement = placements[dimension % placements.length];
      checkBatches(distribution, placement, dimension, MOST_ROWS);
    }
  }

  @ParameterizedTest
  @EnumSource
  final void batchDistance_allPlacements(RowPlacement placement) {
    for (int dimension = 1; dimension <= 70; dimension++) {
      checkBatches(VectorDistribution.UNIFORM, placement, dimension, MOST_ROWS);
    }
  }

  @ParameterizedTest
  @EnumSource
  final void batchDistance_largeDimensions(VectorDistribution distribution) {
    for (int dimension : LARGE_DIMENSIONS) {
      checkBatches(distribution, RowPlacement.HEAP_FLOATS, dimension, 5);
      checkBatches(distribution, RowPlacement.NATIVE_SLICE, dimension, 9);
    }
  }

  /** Blocks as large as those of a scan, so that every part of a kernel runs many times. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 16, 17, 100})
  final void batchDistance_manyRows(int dimension) {
    int count = 1023;
    float[] rows = VectorDistribution.SOME_ZERO.rows(count, dimension, dimension);
    float[] query = VectorDistribution.UNIFORM.query(dimension, 5);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = RowPlacement.NATIVE_SLICE.place(rows, arena);
      for (Metric metric : Metric.values()) {
        DistanceOracle[] oracles = oracles(metric, query, rows, count);
        checkBatch(metric, query, segment, count, oracles, "many rows");
      }
    }
  }

  /** Checks every count from none to {@code mostRows}, each in a segment exactly as long. */
  private void checkBatches(
      VectorDistribution distribution, RowPlacement placement, int dimension, int mostRows) {
    float[] rows = distribution.rows(mostRows, dimension, 31L * dimension);
    float[] query = distribution.query(dimension, 7L * dimension);
    String what = distribution + " " + placement;
    for (Metric metric : Metric.values()) {
      DistanceOracle[] oracles = oracles(metric, query, rows, mostRows);
      for (int count = 0; count <= mostRows; count++) {
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment segment = placement.place(Arrays.copyOf(rows, count * dimension), arena);
          checkBatch(metric, query, segment, count, oracles, what);
        }
      }
    }
  }

  private static DistanceOracle[] oracles(Metric metric, float[] query, float[] rows, int count) {
    return IntStream.range(0, count)
        .mapToObj(row -> DistanceOracle.of(metric, query, rows, row * query.length))
        .toArray(DistanceOracle[]::new);
  }

  private void checkBatch(
      Metric metric,
      float[] query,
      MemorySegment rows,
      int count,
      DistanceOracle[] oracles,
      String what) {
    float[] distances = new float[count + 1];
    Arrays.fill(distances, UNTOUCHED);
    engine.batchDistance(metric, query, rows, count, distances);
    for (int row = 0; row < count; row++) {
      if (!oracles[row].admits(distances[row])) {
        fail(
            String.format(
                Locale.ROOT,
                "%s %s, dimension %d, row %d of %d: %s, should be %s",
                what,
                metric,
                query.length,
                row,
                count,
                distances[row],
                oracles[row]));
      }
    }
    assertEquals(UNTOUCHED, distances[count], "wrote past the last row");
  }

  @ParameterizedTest
  @EnumSource
  final void distance_allDimensions(VectorDistribution distribution) {
    int[] dimensions =
        IntStream.concat(IntStream.rangeClosed(1, 70), IntStream.of(LARGE_DIMENSIONS)).toArray();
    for (int dimension : dimensions) {
      float[] a = distribution.query(dimension, 11L * dimension);
      float[] b = distribution.query(dimension, 13L * dimension);
      for (Metric metric : Metric.values()) {
        float distance = engine.distance(metric, a, b);
        DistanceOracle oracle = DistanceOracle.of(metric, a, b, 0);
        assertTrue(
            oracle.admits(distance),
            () -> metric + ", dimension " + dimension + ": " + distance + ", should be " + oracle);
      }
    }
  }

  @Test
  final void cosine_zeroOnEitherSide() {
    for (int dimension : new int[] {1, 3, 16, 100}) {
      float[] zero = new float[dimension];
      float[] other = VectorDistribution.UNIFORM.query(dimension, 1);
      assertEquals(1, engine.distance(Metric.COSINE, zero, other));
      assertEquals(1, engine.distance(Metric.COSINE, other, zero));
      float[] distances = new float[40];
      MemorySegment zeros = MemorySegment.ofArray(new float[40 * dimension]);
      engine.batchDistance(Metric.COSINE, other, zeros, 40, distances);
      for (float distance : distances) {
        assertEquals(1, distance);
      }
    }
  }

  /** Rounding must not push the cosine of parallel vectors out of its range. */
  @Test
  final void cosine_staysInRange() {
    for (int dimension = 1; dimension <= 200; dimension++) {
      float[] vector = VectorDistribution.UNIFORM.query(dimension, dimension);
      float[] rows = new float[32 * dimension];
      for (int i = 0; i < rows.length; i++) {
        float sign = i / dimension % 2 == 0 ? 1 : -1;
        rows[i] = sign * (1 + i / dimension) * vector[i % dimension];
      }
      try (Arena arena = Arena.ofConfined()) {
        float[] distances = new float[32];
        MemorySegment segment = RowPlacement.NATIVE.place(rows, arena);
        engine.batchDistance(Metric.COSINE, vector, segment, 32, distances);
        for (int row = 0; row < 32; row++) {
          assertTrue(distances[row] >= 0 && distances[row] <= 2, "distance " + distances[row]);
          assertEquals(row % 2 == 0 ? 0 : 2, distances[row], 1e-5);
        }
      }
    }
  }

  /** A row that is not a number (garbage behind a null) must not spoil its neighbours. */
  @Test
  final void batchDistance_nanStaysInItsRow() {
    for (int dimension = 1; dimension <= 70; dimension++) {
      float[] rows = VectorDistribution.UNIFORM.rows(MOST_ROWS, dimension, dimension);
      float[] query = VectorDistribution.UNIFORM.query(dimension, 3);
      for (int row = 0; row < MOST_ROWS; row += 3) {
        Arrays.fill(rows, row * dimension, (row + 1) * dimension, Float.NaN);
      }
      for (Metric metric : Metric.values()) {
        try (Arena arena = Arena.ofConfined()) {
          float[] distances = new float[MOST_ROWS];
          engine.batchDistance(
              metric, query, RowPlacement.NATIVE.place(rows, arena), MOST_ROWS, distances);
          for (int row = 0; row < MOST_ROWS; row++) {
            String where = metric + ", dimension " + dimension + ", row " + row;
            assertEquals(row % 3 == 0, Float.isNaN(distances[row]), where);
          }
        }
      }
    }
  }

  @Test
  final void batchDistance_ignoresWhatFollowsTheRows() {
    int dimension = 21;
    float[] query = VectorDistribution.UNIFORM.query(dimension, 3);
    float[] rows = VectorDistribution.UNIFORM.rows(MOST_ROWS, dimension, 4);
    MemorySegment segment = MemorySegment.ofArray(rows);
    for (Metric metric : Metric.values()) {
      float[] all = new float[MOST_ROWS];
      float[] some = new float[30];
      engine.batchDistance(metric, query, segment, MOST_ROWS, all);
      engine.batchDistance(metric, query, segment, 30, some);
      assertArrayEquals(Arrays.copyOf(all, 30), some, 1e-4f);
    }
  }

  /**
   * Rows that end with the last readable page: one byte read beyond is a fault. The page after it
   * is mapped but has no file behind it any more, so that nothing else can lie there.
   */
  @Test
  final void batchDistance_readsNothingBeyondTheRows(@TempDir Path directory) throws IOException {
    Assumptions.assumeFalse(
        System.getProperty("os.name").startsWith("Windows"), "cannot truncate a mapped file");
    int page = 1 << 16; // No smaller than the pages of any system.
    Path file = directory.resolve("rows");
    try (Arena arena = Arena.ofShared();
        FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      MemorySegment mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 2L * page, arena);
      channel.truncate(page);
      float[] distances = new float[MOST_ROWS];
      for (int dimension = 1; dimension <= 140; dimension++) {
        for (int count = 1; count <= MOST_ROWS; count++) {
          long bytes = 4L * dimension * count;
          MemorySegment rows = mapped.asSlice(page - bytes, bytes);
          float[] query = VectorDistribution.UNIFORM.query(dimension, 3);
          for (Metric metric : Metric.values()) {
            engine.batchDistance(metric, query, rows, count, distances);
          }
        }
      }
    }
  }

  @Test
  final void batchDistance_tooShort() {
    float[] query = new float[5];
    float[] distances = new float[4];
    try (Arena arena = Arena.ofConfined()) {
      for (Metric metric : Metric.values()) {
        MemorySegment rows = arena.allocate(4 * 5 * 4 - 1);
        assertThrows(
            IndexOutOfBoundsException.class,
            () -> engine.batchDistance(metric, query, rows, 4, distances));
        assertThrows(
            IndexOutOfBoundsException.class,
            () -> engine.batchDistance(metric, query, arena.allocate(1000), 5, distances));
        assertThrows(
            IndexOutOfBoundsException.class,
            () -> engine.batchDistance(metric, query, rows, -1, distances));
        assertThrows(
            IndexOutOfBoundsException.class,
            () ->
                engine.batchDistance(
                    metric, query, MemorySegment.ofArray(new float[19]), 4, distances));
      }
    }
  }

  @Test
  final void distance_badVectors() {
    assertThrows(OmenException.class, () -> engine.distance(Metric.L2, new float[3], new float[4]));
    assertThrows(OmenException.class, () -> engine.distance(Metric.L2, new float[0], new float[0]));
  }

  @Test
  final void batchDistance_closedSegment() {
    MemorySegment rows;
    try (Arena arena = Arena.ofConfined()) {
      rows = arena.allocate(400);
    }
    assertThrows(
        IllegalStateException.class,
        () -> engine.batchDistance(Metric.L2, new float[10], rows, 10, new float[10]));
  }

  @Test
  final void batchDistance_segmentOfAnotherThread() throws InterruptedException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocate(400);
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread other =
          Thread.ofPlatform()
              .uncaughtExceptionHandler((thread, e) -> thrown.set(e))
              .start(() -> engine.batchDistance(Metric.L2, new float[10], rows, 10, new float[10]));
      other.join();
      assertInstanceOf(WrongThreadException.class, thrown.get());
    }
  }

  @Test
  final void selectAtMost_matchesOracle() {
    SplittableRandom random = new SplittableRandom(17);
    float[] bounds = {
      0, 0.5f, -1, 2, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0.0f
    };
    for (int count = 0; count <= 150; count++) {
      float[] distances = new float[count + 3];
      for (int i = 0; i < distances.length; i++) {
        distances[i] =
            switch (random.nextInt(8)) {
              case 0 -> Float.NaN;
              case 1 -> Float.POSITIVE_INFINITY;
              case 2 -> Float.NEGATIVE_INFINITY;
              case 3 -> 0.5f;
              case 4 -> random.nextBoolean() ? 0.0f : -0.0f;
              default -> (float) random.nextDouble(-1, 1);
            };
      }
      for (float bound : bounds) {
        int[] expected =
            IntStream.range(0, count)
                .filter(i -> Float.isNaN(distances[i]) || !(distances[i] > bound))
                .toArray();
        int[] positions = new int[count];
        int selected = engine.selectAtMost(distances, count, bound, positions);
        assertArrayEquals(
            expected,
            Arrays.copyOf(positions, selected),
            () -> "bound " + bound + ", " + Arrays.toString(distances));
      }
    }
  }

  @Test
  final void selectAtMost_tooShort() {
    assertThrows(
        IndexOutOfBoundsException.class, () -> engine.selectAtMost(new float[3], 4, 1, new int[4]));
    assertThrows(
        IndexOutOfBoundsException.class, () -> engine.selectAtMost(new float[4], 4, 1, new int[3]));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> engine.selectAtMost(new float[4], -1, 1, new int[4]));
  }

  /** Bytes are little-endian whatever the machine is. */
  @Test
  final void batchDistance_readsLittleEndian() {
    MemorySegment rows = MemorySegment.ofArray(new byte[] {0, 0, (byte) 0x80, 0x3f}); // 1.0f
    assertEquals(
        1f, rows.get(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0));
    float[] distances = new float[1];
    engine.batchDistance(Metric.L2, new float[] {3}, rows, 1, distances);
    assertEquals(4, distances[0]);
  }
}
