package io.omendb.benchmarks.report;

import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where results lie and where what is made of them goes.
 *
 * @param results the results of {@code bench index}, and a directory for each other suite
 * @param indexPage the page on index engines; the others lie beside it
 * @param plots the directory of the plots
 */
public record ReportPlaces(Path results, Path indexPage, Path plots) {

  /** A page. */
  Path page(String name) {
    return indexPage.resolveSibling(name);
  }

  /** The directory of a suite's results. */
  Path results(String suite) {
    return results.resolve(suite);
  }

  /** The result files of a directory, in the order of their names; none where it is not there. */
  static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw OmenException.io("Cannot list " + directory, e);
    }
  }
}
