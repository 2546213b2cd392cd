package io.omendb.benchmarks.vectors;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.omendb.ErrorCode;
import io.omendb.Metric;
import io.omendb.OmenException;
import io.omendb.benchmarks.keys.KeyFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The format of ann-benchmarks: an HDF5 file with the data sets {@code train} (rows), {@code test}
 * (queries), {@code neighbors} and {@code distances} (the true answers), and the attribute {@code
 * distance}, which names the metric.
 */
public final class Hdf5File {
  static final String ROWS = "train";
  static final String QUERIES = "test";
  static final String NEIGHBORS = "neighbors";
  static final String DISTANCES = "distances";
  private static final String METRIC = "distance";

  /**
   * The library tells of every step it takes. Kept, for a logger that nobody keeps is forgotten.
   */
  private static final Logger LIBRARY = Logger.getLogger("io.jhdf");

  static {
    LIBRARY.setLevel(Level.SEVERE);
  }

  /** Rows that are read at a time: a data set may be longer than a buffer. */
  private static final int BLOCK_ROWS = 4_096;

  private Hdf5File() {}

  /** Whether the end of a file's name says that it is one. */
  public static boolean isOne(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".hdf5") || name.endsWith(".h5");
  }

  /**
   * The metric that the file was made for; empty where it does not say.
   *
   * @throws OmenException {@link ErrorCode#INVALID_DATA} where it is none of ours
   */
  public static Optional<Metric> metric(Path file) {
    try (HdfFile hdf = new HdfFile(file)) {
      Attribute attribute = hdf.getAttributes().get(METRIC);
      return attribute == null
          ? Optional.empty()
          : Optional.of(metric(file, String.valueOf(attribute.getData())));
    } catch (HdfException e) {
      throw unreadable(file, "attribute '" + METRIC + "'", e);
    }
  }

  private static Metric metric(Path file, String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "angular", "cosine" -> Metric.COSINE;
      case "euclidean", "l2" -> Metric.L2;
      case "ip", "dot", "inner_product" -> Metric.DOT;
      default ->
          throw KeyFile.invalid(
              file,
              "attribute '" + METRIC + "'",
              "is '" + name + "', none of angular, euclidean and ip",
              "say with --metric what to measure by");
    };
  }

  static VectorSet read(Path file, String name, int limit) {
    try (HdfFile hdf = new HdfFile(file)) {
      Dataset dataset = matrix(file, hdf, name);
      int[] shape = dataset.getDimensions();
      VectorFile.requireShape(file, shape[0], shape[1]);
      if (dataset.getJavaType() != float.class && dataset.getJavaType() != double.class) {
        throw KeyFile.invalid(
            file,
            "data set '" + name + "'",
            "is of " + dataset.getJavaType().getSimpleName() + ", vectors are of float",
            "write it as float32");
      }
      VectorSet vectors = VectorSet.allocate(Math.min(shape[0], limit), shape[1]);
      for (int from = 0; from < vectors.count(); from += BLOCK_ROWS) {
        int count = Math.min(BLOCK_ROWS, vectors.count() - from);
        Object block = dataset.getData(new long[] {from, 0}, new int[] {count, shape[1]});
        for (int row = 0; row < count; row++) {
          vectors.set(from + row, floats(block, row));
        }
      }
      return vectors;
    } catch (HdfException | IndexOutOfBoundsException e) {
      // What the library does where a file ends before its data.
      throw unreadable(file, "data set '" + name + "'", e);
    }
  }

  private static float[] floats(Object block, int row) {
    if (block instanceof float[][] floats) {
      return floats[row];
    }
    double[] doubles = ((double[][]) block)[row];
    float[] values = new float[doubles.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) doubles[i];
    }
    return values;
  }

  private static Dataset matrix(Path file, HdfFile hdf, String name) {
    Node node = hdf.getChild(name);
    if (!(node instanceof Dataset dataset)) {
      throw KeyFile.invalid(
          file,
          "data set '" + name + "'",
          "is not there; there are " + String.join(", ", hdf.getChildren().keySet()),
          "take a file of ann-benchmarks, which has '" + ROWS + "' and '" + QUERIES + "'");
    }
    if (dataset.getDimensions().length != 2) {
      throw KeyFile.invalid(
          file,
          "data set '" + name + "'",
          "has " + dataset.getDimensions().length + " dimensions, vectors have 2",
          null);
    }
    return dataset;
  }

  private static OmenException unreadable(Path file, String what, RuntimeException cause) {
    return new OmenException(
        ErrorCode.INVALID_DATA,
        file + ": " + what + " cannot be read: " + cause.getMessage(),
        what,
        "the file is damaged or no HDF5: fetch it again",
        cause);
  }
}
