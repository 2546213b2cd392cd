package io.omendb.graph.lucene;

import io.omendb.spi.vector.VectorRows;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;
import org.apache.lucene.util.hnsw.UpdateableRandomVectorScorer;
import org.jspecify.annotations.Nullable;

/**
 * Tells Lucene how near rows are to a vector, by the compute engine of the database: its scores are
 * negated distances, which ascend with nearness as Lucene wants them. For one thread.
 */
final class RowScorer implements UpdateableRandomVectorScorer {
  private final VectorRows rows;
  private final float[] query;

  /** The row of each node; null where they are the same. */
  private final int @Nullable [] rowOfNode;

  private final int[] oneRow = new int[1];
  private final float[] oneScore = new float[1];
  private int[] someRows = new int[0];
  private long compared;

  /** Scores rows by a query. */
  RowScorer(VectorRows rows, float[] query) {
    this(rows, query, null);
  }

  private RowScorer(VectorRows rows, float[] query, int @Nullable [] rowOfNode) {
    this.rows = rows;
    this.query = query;
    this.rowOfNode = rowOfNode;
  }

  /** Rows compared with the query so far. */
  long compared() {
    return compared;
  }

  @Override
  public int maxOrd() {
    return rowOfNode == null ? rows.count() : rowOfNode.length;
  }

  @Override
  public void setScoringOrdinal(int node) {
    rows.copy(row(node), query);
  }

  @Override
  public float score(int node) {
    oneRow[0] = row(node);
    return score(oneRow, oneScore, 1);
  }

  @Override
  public float bulkScore(int[] nodes, float[] scores, int count) {
    if (rowOfNode == null) {
      return score(nodes, scores, count);
    }
    if (someRows.length < count) {
      someRows = new int[nodes.length];
    }
    for (int i = 0; i < count; i++) {
      someRows[i] = row(nodes[i]);
    }
    return score(someRows, scores, count);
  }

  private int row(int node) {
    return rowOfNode == null ? node : rowOfNode[node];
  }

  private float score(int[] which, float[] scores, int count) {
    rows.distances(query, which, count, scores);
    compared += count;
    float best = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      // The least for NaN and infinite distances too, since those cannot be put in an order.
      float score = scores[i] <= Float.MAX_VALUE ? -scores[i] : -Float.MAX_VALUE;
      scores[i] = score;
      best = Math.max(best, score);
    }
    return best;
  }

  /**
   * Makes scorers for the build of a graph, which compares rows with rows.
   *
   * @param rowOfNode the row of each node, not to be changed
   */
  record Supplier(VectorRows rows, int[] rowOfNode) implements RandomVectorScorerSupplier {
    @Override
    public RowScorer scorer() {
      return new RowScorer(rows, new float[rows.dimension()], rowOfNode);
    }

    @Override
    public Supplier copy() {
      return this;
    }
  }
}
