package io.omendb.server.transfer;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.nio.file.Path;
import java.util.Locale;

/** What a file holds, by the end of its name. */
enum FileFormat {
  CSV,
  JSON_LINES,
  ARROW;

  private static final String GZIP = ".gz";

  /** Whether the file is compressed. */
  static boolean isCompressed(Path file) {
    return name(file).endsWith(GZIP);
  }

  /**
   * The format of a file.
   *
   * @throws OmenException {@link ErrorCode#UNSUPPORTED} for one that is not in this release, {@link
   *     ErrorCode#INVALID_ARGUMENT} for one nobody knows
   */
  static FileFormat of(Path file) {
    String name = name(file);
    String plain = isCompressed(file) ? name.substring(0, name.length() - GZIP.length()) : name;
    String extension = plain.substring(plain.lastIndexOf('.') + 1);
    return switch (extension) {
      case "csv" -> CSV;
      case "jsonl", "ndjson" -> JSON_LINES;
      case "arrow", "arrows", "feather", "ipc" -> ARROW;
      case "parquet", "npy" ->
          throw new OmenException(
              ErrorCode.UNSUPPORTED,
              "." + extension + " files are not in this release",
              "file",
              "convert it to .arrow, for instance with pyarrow",
              null);
      default ->
          throw OmenException.invalid(
              "file",
              "The name of " + file.getFileName() + " does not say what it holds",
              "end it in .csv, .jsonl or .arrow, and .gz behind it where it is compressed");
    };
  }

  private static String name(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }
}
