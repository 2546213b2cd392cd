package io.omendb.graph.lucene;

import io.omendb.spi.vector.GraphQuery;
import io.omendb.spi.vector.VectorGraph;
import io.omendb.spi.vector.VectorRows;
import java.io.IOException;
import java.util.function.IntPredicate;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.jspecify.annotations.Nullable;

/** A graph that Lucene's {@link HnswGraphSearcher} walks. */
final class LuceneGraph implements VectorGraph {
  private final SerializedGraph graph;

  LuceneGraph(SerializedGraph graph) {
    this.graph = graph;
  }

  @Override
  public int size() {
    return graph.nodes();
  }

  @Override
  public Found search(VectorRows rows, GraphQuery query, int[] found) {
    if (rows.count() != graph.rows()) {
      throw new IllegalArgumentException(
          "A graph over %d rows, these are %d".formatted(graph.rows(), rows.count()));
    }
    int wanted = Math.min(query.candidates(), graph.nodes());
    if (wanted == 0) {
      return new Found(0, 0);
    }
    RowScorer scorer = new RowScorer(rows, query.vector());
    // Where few rows are accepted, this strategy looks past neighbours that are not, at theirs.
    KnnCollector collector =
        new TopKnnCollector(wanted, Integer.MAX_VALUE, KnnSearchStrategy.Hnsw.DEFAULT);
    try {
      HnswGraphSearcher.search(
          scorer,
          collector,
          new GraphWalk(graph),
          bits(query.accept()),
          Math.clamp(query.accepted(), 0, graph.nodes()));
    } catch (IOException e) {
      throw LuceneEngine.neverThrown(e);
    }
    ScoreDoc[] nearestFirst = collector.topDocs().scoreDocs;
    for (int i = 0; i < nearestFirst.length; i++) {
      found[i] = nearestFirst[i].doc;
    }
    return new Found(nearestFirst.length, scorer.compared());
  }

  private @Nullable Bits bits(@Nullable IntPredicate accept) {
    return accept == null ? null : new AcceptedRows(accept, graph.rows());
  }

  private record AcceptedRows(IntPredicate accept, int length) implements Bits {
    @Override
    public boolean get(int row) {
      return accept.test(row);
    }
  }
}
