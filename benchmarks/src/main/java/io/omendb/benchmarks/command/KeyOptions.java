package io.omendb.benchmarks.command;

import io.omendb.OmenException;
import io.omendb.benchmarks.keys.KeySource;
import io.omendb.benchmarks.keys.KeySource.Generated;
import io.omendb.benchmarks.keys.KeySource.Stored;
import io.omendb.benchmarks.keys.NamedDataSet;
import io.omendb.testkit.keys.DataSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which keys a command is about: a user's file, or data sets. */
final class KeyOptions {
  private static final int DEFAULT_COUNT = 1_000_000;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description =
          "Your own keys: SOSD (.sosd, _uint64, _int64), .npy, .csv or Arrow IPC (.arrow).")
  private @Nullable Path file;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description = "The column of a CSV or Arrow file that holds the keys (default: key).")
  private @Nullable String column;

  @Option(
      names = "--dataset",
      paramLabel = "NAMES",
      split = ",",
      description =
          "In place of --keys: seq, holes, uniform, lognormal, timestamps, clustered, outlier.")
  private List<String> dataSets = new ArrayList<>();

  @Option(
      names = "--n",
      paramLabel = "N",
      split = ",",
      converter = CountConverter.class,
      description = "Number of keys of a data set, for instance 16K or 10M (default: 1M).")
  private List<Integer> counts = new ArrayList<>();

  /**
   * The key sets, data set by data set.
   *
   * @param otherwise the data sets where none is named and no file either
   */
  List<KeySource> sources(List<String> otherwise) {
    if (file != null) {
      return List.of(stored(file));
    }
    if (column != null) {
      throw OmenException.invalid(
          "key", "--key names a column of a file, and there is none", "name the file with --keys");
    }
    List<String> names = dataSets.isEmpty() ? otherwise : dataSets;
    if (names.isEmpty()) {
      throw OmenException.invalid(
          "keys", "No keys are named", "name a file with --keys, or a data set with --dataset");
    }
    List<KeySource> sources = new ArrayList<>();
    for (String name : names.equals(List.of("all")) ? NamedDataSet.all() : names) {
      DataSet dataSet = NamedDataSet.parse(name);
      for (int count : counts.isEmpty() ? List.of(DEFAULT_COUNT) : counts) {
        sources.add(new Generated(dataSet, count));
      }
    }
    return sources;
  }

  private KeySource stored(Path keys) {
    if (!dataSets.isEmpty() || !counts.isEmpty()) {
      throw OmenException.invalid(
          "keys",
          "--keys and " + (dataSets.isEmpty() ? "--n" : "--dataset") + " exclude each other",
          "leave one out");
    }
    return new Stored(keys, column == null ? "key" : column);
  }
}
