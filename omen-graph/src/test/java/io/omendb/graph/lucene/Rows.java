package io.omendb.graph.lucene;

import io.omendb.Metric;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.vector.VectorRows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Made-up vectors, and the truth about them in double precision. */
final class Rows {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int CLUSTERS = 25;
  private static final int DISTINCT = 750;

  enum Data {
    RANDOM,
    CLUSTERED,
    /** Each vector about four times; where it is hundreds of times, graphs lose their way. */
    DUPLICATED
  }

  final float[][] vectors;
  final VectorRows rows;
  private final SplittableRandom random;
  private final Data data;
  private final int dimension;

  Rows(Data data, Metric metric, int count, int dimension, long seed) {
    this.random = new SplittableRandom(seed);
    this.data = data;
    this.dimension = dimension;
    this.vectors = IntStream.range(0, count).mapToObj(i -> vector()).toArray(float[][]::new);
    byte[] bytes = new byte[count * dimension * Float.BYTES];
    MemorySegment segment = MemorySegment.ofArray(bytes);
    for (int row = 0; row < count; row++) {
      long at = (long) row * dimension * Float.BYTES;
      MemorySegment.copy(vectors[row], 0, segment, FLOAT, at, dimension);
    }
    this.rows =
        new VectorRows(
            EngineRegistry.get().compute().select("auto").create(),
            metric,
            segment,
            count,
            dimension);
  }

  /** A vector of the same kind. */
  float[] vector() {
    float[] vector = new float[dimension];
    int cluster = random.nextInt(data == Data.DUPLICATED ? DISTINCT : CLUSTERS);
    for (int i = 0; i < dimension; i++) {
      double centre = Math.sin(cluster * 31 + i);
      vector[i] =
          (float)
              switch (data) {
                case RANDOM -> random.nextDouble() - 0.5;
                case CLUSTERED -> centre + (random.nextDouble() - 0.5) * 0.5;
                case DUPLICATED -> Math.sin(cluster * (i + 1.5) * (i + 1.5));
              };
    }
    return vector;
  }

  /** The k-th least distance of accepted rows. */
  double distanceOf(int k, float[] query, IntPredicate accept) {
    return IntStream.range(0, vectors.length)
        .filter(accept)
        .mapToObj(row -> distance(query, row))
        .sorted(Comparator.naturalOrder())
        .skip(k - 1L)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  double distance(float[] query, int row) {
    double dot = 0;
    double squared = 0;
    double lengths = 0;
    double queryLength = 0;
    for (int i = 0; i < query.length; i++) {
      double v = vectors[row][i];
      dot += query[i] * v;
      squared += (query[i] - v) * (query[i] - v);
      lengths += v * v;
      queryLength += (double) query[i] * query[i];
    }
    return switch (rows.metric()) {
      case DOT -> -dot;
      case L2 -> Math.sqrt(squared);
      case COSINE -> 1 - dot / Math.sqrt(lengths * queryLength);
    };
  }
}
