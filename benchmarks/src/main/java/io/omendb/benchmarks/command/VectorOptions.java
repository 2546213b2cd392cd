package io.omendb.benchmarks.command;

import io.omendb.Metric;
import io.omendb.OmenException;
import io.omendb.benchmarks.vectors.Hdf5File;
import io.omendb.benchmarks.vectors.VectorSource;
import io.omendb.benchmarks.vectors.VectorSource.Clustered;
import io.omendb.benchmarks.vectors.VectorSource.Stored;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which vectors a command is about: a user's files, or a data set. */
final class VectorOptions {
  private static final int DEFAULT_ROWS = 100_000;
  private static final int DEFAULT_QUERIES = 1_000;
  private static final int DEFAULT_DIMENSION = 384;

  @Option(
      names = "--base",
      paramLabel = "FILE",
      description =
          "Your own vectors: .npy of float32, .fvecs, .fbin, Arrow IPC (.arrow), or a file of"
              + " ann-benchmarks (.hdf5).")
  private @Nullable Path base;

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      description =
          "The vectors to search for, in one of these formats (default: those of the .hdf5 file).")
  private @Nullable Path queries;

  @Option(
      names = "--rows",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Only the first rows of the file, for instance 100K.")
  private @Nullable Integer rows;

  @Option(
      names = "--queries-limit",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "At most so many queries (of a data set: 1000).")
  private @Nullable Integer queriesLimit;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description =
          "In place of files: clustered, of unit length (default), or clustered_raw, of any.")
  private @Nullable String dataSet;

  @Option(
      names = "--n",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "Rows of the data set, for instance 1M (default: 100K).")
  private @Nullable Integer count;

  @Option(
      names = "--dim",
      paramLabel = "D",
      description = "Dimension of the data set (default: 384).")
  private @Nullable Integer dimension;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the vectors are called in results (default: the file or the data set).")
  private @Nullable String name;

  /** What the vectors are called. */
  String name(VectorSource source) {
    return name == null ? source.name() : name;
  }

  /** The options that name the same vectors, files without their folders. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    add(words, "--base", base == null ? null : base.getFileName());
    add(words, "--queries", queries == null ? null : queries.getFileName());
    add(words, "--rows", rows);
    add(words, "--dataset", dataSet);
    add(words, "--n", count);
    add(words, "--dim", dimension);
    add(words, "--queries-limit", queriesLimit);
    add(words, "--name", name);
    return words;
  }

  private static void add(List<String> words, String option, @Nullable Object value) {
    if (value != null) {
      words.add(option);
      words.add(value.toString());
    }
  }

  /**
   * Rows and queries.
   *
   * @throws OmenException where files and data set are mixed, or one of the files is missing
   */
  VectorSource source() {
    int most = queriesLimit == null ? Integer.MAX_VALUE : queriesLimit;
    if (base == null && queries == null) {
      requireNone("rows", rows);
      return Clustered.of(
          dataSet == null ? Clustered.NAMES.getFirst() : dataSet,
          count == null ? DEFAULT_ROWS : count,
          Math.min(most, queriesLimit == null ? DEFAULT_QUERIES : most),
          dimension == null ? DEFAULT_DIMENSION : dimension);
    }
    if (base != null && queries == null && Hdf5File.isOne(base)) {
      return files(base, base, most);
    }
    if (base == null || queries == null) {
      String missing = base == null ? "base" : "queries";
      throw OmenException.invalid(
          missing, "--base and --queries belong together", "name a file with --" + missing);
    }
    return files(base, queries, most);
  }

  private VectorSource files(Path rowFile, Path queryFile, int most) {
    requireNone("dataset", dataSet);
    requireNone("n", count);
    requireNone("dim", dimension);
    return new Stored(rowFile, queryFile, rows == null ? Integer.MAX_VALUE : rows, most);
  }

  /** The metric that the vectors were made for, where their file says so. */
  Optional<Metric> metric() {
    return base != null && Hdf5File.isOne(base) && Files.isRegularFile(base)
        ? Hdf5File.metric(base)
        : Optional.empty();
  }

  private void requireNone(String option, @Nullable Object value) {
    if (value != null) {
      boolean files = base != null;
      throw OmenException.invalid(
          option,
          "--" + option + (files ? " is of a data set, these are files" : " is of a file"),
          files ? "leave it out" : "name the files with --base and --queries");
    }
  }
}
