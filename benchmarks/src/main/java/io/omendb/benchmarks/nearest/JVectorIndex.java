package io.omendb.benchmarks.nearest;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult.NodeScore;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.quantization.ProductQuantization;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.util.FixedBitSet;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import io.omendb.Metric;
import io.omendb.OmenException;
import io.omendb.benchmarks.vectors.RowWindow;
import io.omendb.benchmarks.vectors.TaggedRows;
import io.omendb.benchmarks.vectors.VectorSet;
import io.omendb.benchmarks.vectors.WantedRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * JVector's graph on the heap with the settings of its documentation: over the float32 vectors, or
 * searched through its product quantiser with candidates scored again from the float32 vectors.
 * {@code cosine} is the inner product of vectors of length one.
 */
final class JVectorIndex implements NearestIndex {
  private static final VectorTypeSupport VECTORS =
      VectorizationProvider.getInstance().getVectorTypeSupport();
  private static final int LINKS = 16;
  private static final int BEAM_WIDTH = 100;
  private static final float OVERFLOW = 1.2f;
  private static final float ALPHA = 1.2f;
  private static final int DIMENSIONS_PER_CODE = 8;
  private static final int CLUSTERS = 256;

  private final VectorSimilarityFunction similarity;
  private final boolean unit;
  private final int count;
  private final long floatBytes;
  private final ListRandomAccessVectorValues values;
  private final ImmutableGraphIndex graph;
  private final GraphSearcher searcher;
  private final @Nullable PQVectors codes;

  /** Of the values that were asked for, as a caller that filters often would keep them. */
  private final Map<TaggedRows, Bits> bitSets = new HashMap<>();

  JVectorIndex(VectorSet base, Metric metric, boolean quantized) {
    unit = metric == Metric.COSINE;
    similarity =
        metric == Metric.L2
            ? VectorSimilarityFunction.EUCLIDEAN
            : VectorSimilarityFunction.DOT_PRODUCT;
    count = base.count();
    floatBytes = base.rows().byteSize();
    List<VectorFloat<?>> vectors = new ArrayList<>(count);
    for (int row = 0; row < count; row++) {
      vectors.add(vector(base.row(row)));
    }
    values = new ListRandomAccessVectorValues(vectors, base.dimension());
    graph = build(base.dimension());
    codes = quantized ? encode(base.dimension()) : null;
    searcher = new GraphSearcher(graph);
  }

  private VectorFloat<?> vector(float[] vector) {
    if (unit) {
      VectorSet.normalize(vector);
    }
    return VECTORS.createFloatVector(vector);
  }

  private ImmutableGraphIndex build(int dimension) {
    BuildScoreProvider scores = BuildScoreProvider.randomAccessScoreProvider(values, similarity);
    try (GraphIndexBuilder builder =
        GraphIndexBuilder.builder(scores, dimension, LINKS)
            .withBeamWidth(BEAM_WIDTH)
            .withNeighborOverflow(OVERFLOW)
            .withAlpha(ALPHA)
            .build()) {
      return builder.build(values);
    } catch (IOException e) {
      throw OmenException.io("jvector failed", e);
    }
  }

  private PQVectors encode(int dimension) {
    ProductQuantization quantizer =
        ProductQuantization.compute(
            values,
            Math.max(1, dimension / DIMENSIONS_PER_CODE),
            Math.min(CLUSTERS, Math.max(1, count / 2)),
            similarity == VectorSimilarityFunction.EUCLIDEAN);
    return quantizer.encodeAll(values, ForkJoinPool.commonPool());
  }

  @Override
  public List<Setting> settings(int k) {
    return Setting.candidates("rerankK", k);
  }

  @Override
  public void search(float[] query, int k, WantedRows wanted, Setting setting, Answer answer) {
    Bits accepted = accepted(wanted);
    VectorFloat<?> sought = vector(query.clone());
    answer.clear();
    for (NodeScore hit :
        searcher.search(scores(sought), k, setting.count(), 0, 0, accepted).getNodes()) {
      answer.add(hit.node);
    }
  }

  private Bits accepted(WantedRows wanted) {
    return switch (wanted) {
      case RowWindow window -> window.length() == count ? Bits.ALL : window::contains;
      case TaggedRows tagged -> bitSets.computeIfAbsent(tagged, this::bits);
    };
  }

  private Bits bits(TaggedRows tagged) {
    FixedBitSet bits = new FixedBitSet(count);
    for (int row : tagged.rows()) {
      bits.set(row);
    }
    return bits;
  }

  private SearchScoreProvider scores(VectorFloat<?> query) {
    PQVectors quantized = codes;
    return quantized == null
        ? DefaultSearchScoreProvider.exact(query, similarity, values)
        : new DefaultSearchScoreProvider(
            quantized.precomputedScoreFunctionFor(query, similarity),
            values.rerankerFor(query, similarity));
  }

  /** The graph, and what its distances are computed from. */
  @Override
  public long searchedBytes() {
    return graph.ramBytesUsed() + (codes == null ? floatBytes : codes.ramBytesUsed());
  }

  @Override
  public long totalBytes() {
    return graph.ramBytesUsed() + floatBytes + (codes == null ? 0 : codes.ramBytesUsed());
  }

  @Override
  public void close() {
    try {
      searcher.close();
      graph.close();
    } catch (IOException e) {
      throw OmenException.io("jvector failed", e);
    }
  }
}
