package io.omendb.benchmarks.keys;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a user's keys. The end of the file's name says what it holds:
 *
 * <table>
 *   <caption>Formats</caption>
 *   <tr><td>{@code .sosd}, {@code _uint64}</td><td>little-endian count, then uint64 keys</td></tr>
 *   <tr><td>{@code _int64}</td><td>little-endian count, then int64 keys</td></tr>
 *   <tr><td>{@code .npy}</td><td>one dimension of int64 or uint64</td></tr>
 *   <tr><td>{@code .csv}</td><td>a header, and a column of int64</td></tr>
 *   <tr><td>{@code .arrow}, {@code .arrows}, {@code .feather}, {@code .ipc}</td>
 *       <td>a column of integers</td></tr>
 * </table>
 *
 * <p>A uint64 key of a SOSD or {@code .npy} file becomes the int64 {@code key ^ Long.MIN_VALUE},
 * which keeps the order: 0 is the least key there is, 2^64 - 1 the greatest. Keys that do not
 * ascend are sorted; duplicates are kept.
 */
public final class KeyFile {
  /** Most keys of a file: positions are ints, and no array is longer. */
  public static final int MAX_KEYS = Integer.MAX_VALUE - 8;

  private static final String UNSIGNED_NOTE =
      "uint64 keys are taken in their unsigned order: each became the int64 key ^ Long.MIN_VALUE";

  private KeyFile() {}

  /**
   * The keys of a file, ascending.
   *
   * @param column the column that holds them, where the format has columns
   * @throws OmenException {@link ErrorCode#LOCATION_NOT_FOUND} where there is no file, {@link
   *     ErrorCode#INVALID_DATA} where it does not hold what its name says, naming file, field and
   *     bound; {@link ErrorCode#INVALID_ARGUMENT} where its name does not say what it holds
   */
  public static KeySet read(Path file, String column) {
    if (!Files.isRegularFile(file)) {
      throw new OmenException(ErrorCode.LOCATION_NOT_FOUND, "No file " + file);
    }
    List<String> notes = new ArrayList<>();
    long[] keys = keys(file, column, notes);
    if (keys.length == 0) {
      throw invalid(file, "count", "is 0: there are no keys to measure", null);
    }
    boolean ascending = ascends(keys);
    if (!ascending) {
      Arrays.parallelSort(keys);
      notes.add("the keys did not ascend and were sorted");
    }
    String name = file.getFileName().toString();
    return new KeySet(name, keys, notes, ascending && !hasColumns(name));
  }

  private static long[] keys(Path file, String column, List<String> notes) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    if (name.endsWith("_int64") || name.endsWith("_int64.sosd")) {
      return SosdFile.read(file, false);
    }
    if (name.endsWith("_uint64") || extension.equals("sosd")) {
      notes.add(UNSIGNED_NOTE);
      return SosdFile.read(file, true);
    }
    return switch (extension) {
      case "npy" -> {
        NpyFile npy = NpyFile.open(file);
        if (npy.unsigned()) {
          notes.add(UNSIGNED_NOTE);
        }
        yield npy.keys();
      }
      case "csv" -> CsvKeys.read(file, column);
      case "arrow", "arrows", "feather", "ipc" -> ArrowKeys.read(file, column);
      default ->
          throw OmenException.invalid(
              "keys",
              "The name of " + file + " does not say what it holds",
              "end it in .sosd, _uint64, _int64, .npy, .csv or .arrow");
    };
  }

  private static boolean hasColumns(String name) {
    return name.toLowerCase(Locale.ROOT).matches(".*\\.(csv|arrow|arrows|feather|ipc)");
  }

  private static boolean ascends(long[] keys) {
    for (int i = 1; i < keys.length; i++) {
      if (keys[i] < keys[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /**
   * A file that does not hold what its name says.
   *
   * @param field what is wrong in it
   * @param what how it is wrong, with the bound
   */
  public static OmenException invalid(
      Path file, String field, String what, @Nullable String remedy) {
    return new OmenException(
        ErrorCode.INVALID_DATA, file + ": " + field + " " + what, field, remedy, null);
  }

  /** Refuses more keys than can be addressed. */
  static void requireAddressable(Path file, String field, long count) {
    if (Long.compareUnsigned(count, MAX_KEYS) > 0) {
      throw invalid(
          file,
          field,
          "is " + Long.toUnsignedString(count) + ", the limit is " + MAX_KEYS + " keys",
          null);
    }
  }
}
