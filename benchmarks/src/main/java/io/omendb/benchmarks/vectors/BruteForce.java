package io.omendb.benchmarks.vectors;

import io.omendb.Metric;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The k-th best scores of queries, in double precision, by comparison with every row. */
public final class BruteForce {
  /* Blocks of rows are turned dimension-major in double, so that the innermost loop runs over rows
   * without a dependency and the compiler makes vectors of it. A block stays in the L2 cache while
   * a group of queries passes over it. Groups run on all cores. */
  private static final int BLOCK_ROWS = 256;
  private static final int GROUP_QUERIES = 64;

  private final Metric metric;
  private final VectorSet base;
  private final VectorSet queries;
  private final int k;
  private final QueryRows wanted;

  /**
   * A brute force.
   *
   * @param k how many rows a search asks for
   * @param wanted what each query may return
   */
  public BruteForce(Metric metric, VectorSet base, VectorSet queries, int k, QueryRows wanted) {
    this.metric = metric;
    this.base = base;
    this.queries = queries;
    this.k = k;
    this.wanted = wanted;
  }

  /** The k-th best score of each query; that of the worst row where it may return fewer rows. */
  public double[] kthBest() {
    double[] kthBest = new double[queries.count()];
    int groups = (queries.count() + GROUP_QUERIES - 1) / GROUP_QUERIES;
    IntStream.range(0, groups)
        .parallel()
        .forEach(group -> {
          int first = group * GROUP_QUERIES;
          new Group(first, Math.min(queries.count(), first + GROUP_QUERIES)).run(kthBest);
        });
    return kthBest;
  }

  /** Some queries, one thread. */
  private final class Group {
    private final int first;
    private final double[][] vectors;
    private final double[] squared;
    private final WantedRows[] rows;
    private final BestScores[] best;
    private final double[] block = new double[BLOCK_ROWS * base.dimension()];
    private final double[] rowSquared = new double[BLOCK_ROWS];
    private final double[] sums = new double[BLOCK_ROWS];

    Group(int first, int end) {
      this.first = first;
      int size = end - first;
      vectors = new double[size][];
      squared = new double[size];
      rows = new WantedRows[size];
      best = new BestScores[size];
      for (int i = 0; i < size; i++) {
        float[] query = queries.row(first + i);
        vectors[i] = new double[query.length];
        for (int j = 0; j < query.length; j++) {
          vectors[i][j] = query[j];
          squared[i] += (double) query[j] * query[j];
        }
        rows[i] = wanted.of(first + i);
        best[i] = new BestScores(Math.min(k, rows[i].length()));
      }
    }

    void run(double[] kthBest) {
      for (int from = 0; from < base.count(); from += BLOCK_ROWS) {
        int size = Math.min(BLOCK_ROWS, base.count() - from);
        boolean loaded = false;
        for (int i = 0; i < vectors.length; i++) {
          int row = rows[i].next(from);
          if (row >= from + size) {
            continue;
          }
          if (!loaded) {
            load(from, size);
            loaded = true;
          }
          score(i);
          for (; row < from + size; row = rows[i].next(row + 1)) {
            best[i].offer(sums[row - from]);
          }
        }
      }
      for (int i = 0; i < vectors.length; i++) {
        kthBest[first + i] = best[i].worst();
      }
    }

    private void load(int from, int size) {
      float[] row = new float[base.dimension()];
      Arrays.fill(rowSquared, 0);
      for (int r = 0; r < size; r++) {
        base.copyRow(from + r, row);
        for (int j = 0; j < row.length; j++) {
          block[j * BLOCK_ROWS + r] = row[j];
          rowSquared[r] += (double) row[j] * row[j];
        }
      }
    }

    /** The scores of the rows of the block. */
    private void score(int query) {
      Arrays.fill(sums, 0);
      double[] vector = vectors[query];
      for (int j = 0; j < vector.length; j++) {
        if (metric == Metric.L2) {
          addSquares(vector[j], block, j * BLOCK_ROWS, sums);
        } else {
          addProducts(vector[j], block, j * BLOCK_ROWS, sums);
        }
      }
      if (metric == Metric.L2) {
        for (int r = 0; r < BLOCK_ROWS; r++) {
          sums[r] = -Math.sqrt(sums[r]);
        }
      } else if (metric == Metric.COSINE) {
        for (int r = 0; r < BLOCK_ROWS; r++) {
          sums[r] = TrueScores.cosine(sums[r], squared[query], rowSquared[r]);
        }
      }
    }
  }

  private static void addProducts(double element, double[] block, int offset, double[] sums) {
    for (int r = 0; r < BLOCK_ROWS; r++) {
      sums[r] += element * block[offset + r];
    }
  }

  private static void addSquares(double element, double[] block, int offset, double[] sums) {
    for (int r = 0; r < BLOCK_ROWS; r++) {
      double difference = element - block[offset + r];
      sums[r] += difference * difference;
    }
  }

  /** The best scores so far, as a heap with the worst of them on top. */
  private static final class BestScores {
    private final double[] heap;
    private int size;

    BestScores(int capacity) {
      heap = new double[capacity];
    }

    void offer(double score) {
      if (size < heap.length) {
        heap[size++] = score;
        if (size == heap.length) {
          Arrays.sort(heap); // ascending, which is a heap
        }
      } else if (score > heap[0]) {
        int place = 0;
        int child = 1;
        while (child < size) {
          if (child + 1 < size && heap[child + 1] < heap[child]) {
            child++;
          }
          if (heap[child] >= score) {
            break;
          }
          heap[place] = heap[child];
          place = child;
          child = 2 * place + 1;
        }
        heap[place] = score;
      }
    }

    double worst() {
      return heap[0];
    }
  }
}
