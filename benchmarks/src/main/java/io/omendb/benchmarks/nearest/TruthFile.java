package io.omendb.benchmarks.nearest;

import io.omendb.OmenException;
import io.omendb.benchmarks.vectors.SearchFilter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The k-th best scores of all queries under one filter, as big-endian doubles. They are computed
 * once, on all cores, and read by the process of each system.
 */
public final class TruthFile {
  private TruthFile() {}

  private static Path file(Path directory, SearchFilter filter) {
    return directory.resolve("truth-" + filter.text().replace(' ', '-') + ".f64");
  }

  /** Writes the scores. */
  public static void write(Path directory, SearchFilter filter, double[] kthBest) {
    ByteBuffer bytes = ByteBuffer.allocate(kthBest.length * Double.BYTES);
    bytes.asDoubleBuffer().put(kthBest);
    try {
      Files.write(file(directory, filter), bytes.array());
    } catch (IOException e) {
      throw OmenException.io("Cannot write the true scores", e);
    }
  }

  /** Reads them. */
  static double[] read(Path directory, SearchFilter filter) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(directory, filter)));
      double[] kthBest = new double[bytes.remaining() / Double.BYTES];
      bytes.asDoubleBuffer().get(kthBest);
      return kthBest;
    } catch (IOException e) {
      throw OmenException.io("Cannot read the true scores", e);
    }
  }
}
