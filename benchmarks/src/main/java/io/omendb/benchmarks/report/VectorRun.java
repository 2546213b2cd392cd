package io.omendb.benchmarks.report;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.benchmarks.vectors.SearchFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of systems over one set of vectors; in JSON what {@code omen bench vectors --json}
 * prints.
 *
 * @param environment what the figures must be read with
 * @param data what was searched: {@code name}, {@code rows}, {@code dimension}, {@code queries},
 *     {@code metric}, {@code k}, {@code baseSha256}, {@code queriesSha256}
 * @param results one for a system, a mode and a setting
 */
public record VectorRun(
    Map<String, @Nullable Object> environment,
    Map<String, @Nullable Object> data,
    List<VectorResult> results) {

  public VectorRun {
    results = List.copyOf(results);
  }

  /** The file of a run in a directory. */
  public Path file(Path directory) {
    String name =
        "%s-%dx%d-%s-k%d"
            .formatted(text("name"), count("rows"), count("dimension"), text("metric"), count("k"));
    return directory.resolve(name.replaceAll("[^A-Za-z0-9_.-]", "_") + ".json");
  }

  /** A text of the data. */
  public String text(String field) {
    return String.valueOf(data.get(field));
  }

  /** A number of the data; 0 where there is none. */
  public int count(String field) {
    return data.get(field) instanceof Number number ? number.intValue() : 0;
  }

  /** The systems and modes there are results of, each once. */
  public List<String> names() {
    return results.stream().map(VectorResult::name).distinct().toList();
  }

  /** How searches were filtered, the largest fraction of a kind first. */
  public List<SearchFilter> filters() {
    return results.stream()
        .map(VectorResult::filter)
        .distinct()
        .sorted(
            Comparator.comparing((SearchFilter filter) -> filter.kind())
                .thenComparingDouble(filter -> -filter.fraction()))
        .toList();
  }

  /**
   * The results of one kind of search, in the order they were measured.
   *
   * @param name system and mode
   */
  public List<VectorResult> results(String name, SearchFilter filter, int batch) {
    return results.stream()
        .filter(result ->
            result.name().equals(name) && result.filter().equals(filter) && result.batch() == batch)
        .toList();
  }

  /** This run with new results in place of those of the same systems, modes, filters, batches. */
  public VectorRun with(
      Map<String, @Nullable Object> newEnvironment, List<VectorResult> newResults) {
    List<VectorResult> all = new ArrayList<>(results);
    all.removeIf(old -> newResults.stream().anyMatch(each -> each.replaces(old)));
    all.addAll(newResults);
    return new VectorRun(newEnvironment, data, all);
  }

  /** The run as it is printed and kept. */
  public ResultFile toFile() {
    return new ResultFile(
        environment,
        Collections.singletonMap("data", data),
        results.stream().map(VectorResult::fields).toList());
  }

  /**
   * Reads a run.
   *
   * @throws OmenException {@link ErrorCode#INVALID_DATA} naming the file
   */
  public static VectorRun read(Path file) {
    return ResultFile.read(
        file,
        "omen bench vectors",
        saved ->
            new VectorRun(
                saved.environment(),
                saved.object("data"),
                saved.results().stream().map(VectorResult::new).toList()));
  }
}
