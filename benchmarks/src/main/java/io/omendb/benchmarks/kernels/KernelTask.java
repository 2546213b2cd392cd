package io.omendb.benchmarks.kernels;

import io.omendb.Metric;
import java.nio.file.Path;
import java.util.List;

/**
 * What to measure in one process.
 *
 * @param metric what is computed
 * @param dimension elements of a row
 * @param bytes of all rows
 * @param rounds passes over the rows of each kernel
 * @param directory an empty one, for the rows
 */
public record KernelTask(Metric metric, int dimension, long bytes, int rounds, Path directory) {
  /** For people. */
  String name() {
    return metric.text() + " " + dimension;
  }

  /** The file of results. */
  Path results() {
    return directory.resolve("results.jsonl");
  }

  /** For another process. */
  List<String> words() {
    return List.of(
        metric.text(),
        Integer.toString(dimension),
        Long.toString(bytes),
        Integer.toString(rounds),
        directory.toString());
  }

  /** The task of {@link #words}. */
  static KernelTask parse(String[] words) {
    return new KernelTask(
        Metric.parse(words[0]),
        Integer.parseInt(words[1]),
        Long.parseLong(words[2]),
        Integer.parseInt(words[3]),
        Path.of(words[4]));
  }
}
