package io.omendb.benchmarks.vectors;

import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.benchmarks.keys.KeyFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads a user's vectors. The end of the file's name says what it holds:
 *
 * <table>
 *   <caption>Formats</caption>
 *   <tr><td>{@code .npy}</td><td>two dimensions of float32, C order</td></tr>
 *   <tr><td>{@code .fvecs}</td><td>per row: its length as int32, then float32</td></tr>
 *   <tr><td>{@code .fbin}</td><td>rows and dimension as int32, then float32</td></tr>
 *   <tr><td>{@code .arrow}, {@code .arrows}, {@code .feather}, {@code .ipc}</td>
 *       <td>a column {@code key} and one fixed-size list of float32</td></tr>
 *   <tr><td>{@code .hdf5}, {@code .h5}</td>
 *       <td>as ann-benchmarks has them: rows in {@code train}, queries in {@code test}</td></tr>
 * </table>
 */
public final class VectorFile {
  private VectorFile() {}

  /**
   * The vectors of a file, in its order.
   *
   * @param limit the most rows to read, at least 1
   * @throws OmenException {@link ErrorCode#LOCATION_NOT_FOUND} where there is no file, {@link
   *     ErrorCode#INVALID_DATA} where it does not hold what its name says or a value is not finite,
   *     naming file, field and bound; {@link ErrorCode#INVALID_ARGUMENT} where its name does not
   *     say what it holds
   */
  public static VectorSet read(Path file, int limit) {
    return read(file, Hdf5File.ROWS, limit);
  }

  /**
   * The queries of a file: those beside the rows, where it has both, and otherwise all of it.
   *
   * @param limit the most to read, at least 1
   * @throws OmenException as {@link #read} does
   */
  public static VectorSet readQueries(Path file, int limit) {
    return read(file, Hdf5File.QUERIES, limit);
  }

  /** Of formats that have data sets one is read. */
  private static VectorSet read(Path file, String dataSet, int limit) {
    if (!Files.isRegularFile(file)) {
      throw new OmenException(ErrorCode.LOCATION_NOT_FOUND, "No file " + file);
    }
    VectorSet vectors =
        Hdf5File.isOne(file) ? Hdf5File.read(file, dataSet, limit) : open(file, limit);
    requireFinite(file, vectors);
    return vectors;
  }

  private static VectorSet open(Path file, int limit) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "npy" -> map(file, content -> NpyVectors.read(file, content, limit));
      case "fvecs" -> map(file, content -> FvecsFile.read(file, content, limit));
      case "fbin" -> map(file, content -> FbinFile.read(file, content, limit));
      case "arrow", "arrows", "feather", "ipc" -> ArrowVectors.read(file, limit);
      default ->
          throw OmenException.invalid(
              "base",
              "The name of " + file + " does not say what it holds",
              "end it in .npy, .fvecs, .fbin, .arrow or .hdf5");
    };
  }

  /** What is read from the mapped bytes of a file, which are gone afterwards. */
  private interface Reading {
    VectorSet of(MemorySegment content);
  }

  private static VectorSet map(Path file, Reading reading) {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file)) {
      return reading.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + file, e);
    }
  }

  private static void requireFinite(Path file, VectorSet vectors) {
    float[] row = new float[vectors.dimension()];
    for (int i = 0; i < vectors.count(); i++) {
      vectors.copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        if (!Float.isFinite(row[j])) {
          throw KeyFile.invalid(
              file,
              "row " + i,
              "has " + row[j] + " at element " + j + "; vectors are finite",
              "leave the row out");
        }
      }
    }
  }

  /**
   * Refuses a shape that no vectors have, before anything is allocated.
   *
   * @param rows as the file says, not negative
   * @param dimension as the file says
   */
  static void requireShape(Path file, long rows, long dimension) {
    if (dimension < 1 || dimension > Limits.MAX_DIMENSION) {
      throw KeyFile.invalid(
          file, "dimension", "is " + dimension + ", must be in 1.." + Limits.MAX_DIMENSION, null);
    }
    if (rows < 1 || rows > Integer.MAX_VALUE) {
      throw KeyFile.invalid(
          file, "rows", "is " + rows + ", must be in 1.." + Integer.MAX_VALUE, null);
    }
  }

  /** Refuses a file that is shorter or longer than its head says. */
  static void requireBytes(Path file, long expected, long actual) {
    if (actual != expected) {
      throw KeyFile.invalid(
          file,
          "length",
          "is " + actual + " bytes, its head asks for " + expected,
          actual < expected ? "the file is truncated: fetch it again" : null);
    }
  }
}
