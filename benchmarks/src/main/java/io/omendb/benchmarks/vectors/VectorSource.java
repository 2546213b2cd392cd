package io.omendb.benchmarks.vectors;

import io.omendb.Limits;
import io.omendb.OmenException;
import java.nio.file.Path;
import java.util.List;

/** Where the rows and the queries of a run come from. The same each time it is read. */
public sealed interface VectorSource {
  /** What it is called in results. */
  String name();

  /**
   * The rows.
   *
   * @throws OmenException as {@link VectorFile#read} does
   */
  VectorSet base();

  /**
   * The queries.
   *
   * @throws OmenException as {@link VectorFile#read} does
   */
  VectorSet queries();

  /** The words that {@link #parse} understands, for another process. */
  List<String> words();

  /**
   * Two files, or one that has both.
   *
   * @param maxRows the most rows to read
   * @param maxQueries the most queries to read
   */
  record Stored(Path baseFile, Path queryFile, int maxRows, int maxQueries)
      implements VectorSource {
    @Override
    public String name() {
      String file = baseFile.getFileName().toString();
      return file.substring(0, Math.max(1, file.lastIndexOf('.')));
    }

    @Override
    public VectorSet base() {
      return VectorFile.read(baseFile, maxRows);
    }

    @Override
    public VectorSet queries() {
      return VectorFile.readQueries(queryFile, maxQueries);
    }

    @Override
    public List<String> words() {
      return List.of(
          "file",
          baseFile.toString(),
          queryFile.toString(),
          Integer.toString(maxRows),
          Integer.toString(maxQueries));
    }
  }

  /**
   * Gaussian clusters.
   *
   * @param unit whether vectors have length one
   */
  record Clustered(int rows, int queryCount, int dimension, boolean unit) implements VectorSource {
    /** The names on the command line. */
    public static final List<String> NAMES = List.of("clustered", "clustered_raw");

    public Clustered {
      if (dimension < 1 || dimension > Limits.MAX_DIMENSION) {
        throw OmenException.invalid(
            "dim", "--dim is " + dimension + ", must be in 1.." + Limits.MAX_DIMENSION, null);
      }
    }

    /** The data set of a name, one of {@link #NAMES}. */
    public static Clustered of(String name, int rows, int queryCount, int dimension) {
      if (!NAMES.contains(name)) {
        throw OmenException.invalid(
            "dataset", "No data set named '" + name + "'", "take " + String.join(" or ", NAMES));
      }
      return new Clustered(rows, queryCount, dimension, name.equals(NAMES.getFirst()));
    }

    @Override
    public String name() {
      return NAMES.get(unit ? 0 : 1);
    }

    @Override
    public VectorSet base() {
      return new ClusteredVectors(rows, dimension, unit).rows(rows);
    }

    @Override
    public VectorSet queries() {
      return new ClusteredVectors(rows, dimension, unit).queries(queryCount);
    }

    @Override
    public List<String> words() {
      return List.of(
          name(),
          Integer.toString(rows),
          Integer.toString(queryCount),
          Integer.toString(dimension));
    }
  }

  /** The source of {@link #words}. */
  static VectorSource parse(List<String> words) {
    int third = Integer.parseInt(words.get(3));
    return words.getFirst().equals("file")
        ? new Stored(
            Path.of(words.get(1)), Path.of(words.get(2)), third, Integer.parseInt(words.get(4)))
        : Clustered.of(
            words.getFirst(),
            Integer.parseInt(words.get(1)),
            Integer.parseInt(words.get(2)),
            third);
  }
}
