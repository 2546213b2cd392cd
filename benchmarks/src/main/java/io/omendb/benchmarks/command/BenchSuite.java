package io.omendb.benchmarks.command;

import io.omendb.OmenException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A suite of {@code bench all}: a command of {@code bench} with options for each effort, written as
 * on the command line, but without {@code --save}.
 *
 * @param name on the command line
 * @param directory where its results lie below those of {@code bench index}; empty for their own
 * @param full the command for figures that are worth publishing
 * @param quick the command for some rough figures in a minute
 * @param smoke the command for none, in seconds, with few processes
 */
record BenchSuite(
    String name, String directory, List<String> full, List<String> quick, List<String> smoke) {

  /** All there are, in the order they run. A new suite is an entry here. */
  static List<BenchSuite> all() {
    return List.of(
        of(
            "index",
            "",
            "index --dataset all --n 16K,1M,10M",
            "index --dataset uniform --n 100K --only hit,batch$ --quick",
            "index --dataset uniform --n 2K --only hit --smoke"),
        of(
            "storage-engines",
            "engines",
            "storage-engines",
            "storage-engines --only StorageBenchmark.(get_hit|put_async|scan_1000) --quick",
            "storage-engines --engine memory --only StorageBenchmark.put_async --smoke"),
        of(
            "compute",
            "engines",
            "compute",
            "compute --only ScanBenchmark.* --param dimension=384 --param bytes=100000000 --quick",
            "compute --only ScanBenchmark.* --param dimension=16 --param bytes=100000 --smoke"),
        of(
            "database",
            "engines",
            "database",
            "database --engine auto,rocksdb --only get,multi_get --n 100K --quick",
            "database --engine auto --only get --n 2K --smoke"),
        of(
            "storage",
            "storage",
            "storage --rows 1M",
            "storage --rows 100K --seconds 0.2",
            "storage --rows 1K --value-bytes 10 --seconds 0.01 --peers omendb,lmdb --only get"),
        of(
            "vectors",
            "vectors",
            "vectors --dataset clustered --n 100K --dim 384",
            "vectors --dataset clustered --n 20K --dim 96 --queries-limit 100 --seconds 0.1",
            "vectors --n 1K --dim 8 --queries-limit 10 --seconds 0.01 --system omendb --mode exact"),
        of(
            "kernels",
            "kernels",
            "kernels",
            "kernels --dim 384 --mebibytes 128 --rounds 5",
            "kernels --dim 20 --mebibytes 1 --rounds 3"),
        of(
            "server",
            "server",
            "server --rows 1M",
            "server --rows 50K --seconds 1",
            "server --rows 1K --seconds 0.05 --only scan_arrow"),
        of(
            "ycsb",
            "ycsb",
            "ycsb --rows 1M",
            "ycsb --rows 20K --seconds 0.3 --systems omendb,omendb_server,rocksdb,lmdb",
            "ycsb --rows 1K --value-bytes 20 --seconds 0.01 --systems omendb"),
        of(
            "growth",
            "growth",
            "growth",
            "growth --rows 10K,100K --quick --vector-rows 10000 --systems omendb,rocksdb,lmdb",
            "growth --rows 1K --seconds 0.01 --vector-rows 0 --systems omendb"),
        of(
            "pairings",
            "pairings",
            "pairings --rows 200K --seconds 1",
            "pairings --rows 20K --seconds 0.1",
            "pairings --rows 300 --seconds 0.001"));
  }

  private static BenchSuite of(
      String name, String directory, String full, String quick, String smoke) {
    return new BenchSuite(name, directory, words(full), words(quick), words(smoke));
  }

  private static List<String> words(String command) {
    return Arrays.asList(command.split(" ", -1));
  }

  /** The command for an effort. */
  List<String> command(Effort effort) {
    return switch (effort) {
      case FULL -> full;
      case QUICK -> quick;
      case SMOKE -> smoke;
    };
  }

  /**
   * The suites of these names; all where there is none.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} listing those there are
   */
  static List<BenchSuite> select(List<BenchSuite> suites, List<String> names) {
    if (names.isEmpty() || names.equals(List.of("all"))) {
      return suites;
    }
    List<String> known = suites.stream().map(BenchSuite::name).toList();
    List<BenchSuite> selected = new ArrayList<>(suites);
    for (String name : names) {
      if (!known.contains(name)) {
        throw OmenException.invalid(
            "only", "No suite named '" + name + "'", "take some of " + String.join(", ", known));
      }
    }
    selected.removeIf(suite -> !names.contains(suite.name()));
    return selected;
  }
}
