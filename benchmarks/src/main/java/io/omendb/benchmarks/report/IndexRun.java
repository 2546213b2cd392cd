package io.omendb.benchmarks.report;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The results over one key set; in JSON what {@code omen bench index --json} prints.
 *
 * @param environment what the figures must be read with
 * @param keys what the keys are: {@code dataset} or {@code file}, {@code count}, {@code distinct}
 * @param results one per system
 */
public record IndexRun(
    Map<String, @Nullable Object> environment,
    Map<String, @Nullable Object> keys,
    List<IndexResult> results) {

  /** What the keys are called: the data set or the file. */
  public String name() {
    return keys.get("dataset") instanceof String dataSet
        ? dataSet
        : String.valueOf(keys.get("file"));
  }

  /** Number of keys. */
  public int count() {
    return keys.get("count") instanceof Number count ? count.intValue() : 0;
  }

  /** The result of a system, if it was measured. */
  public Optional<IndexResult> result(String system) {
    return results.stream().filter(result -> result.name().equals(system)).findFirst();
  }

  /** The run as it is printed and kept. */
  public ResultFile toFile() {
    return new ResultFile(
        environment,
        Collections.singletonMap("keys", keys),
        results.stream().map(IndexResult::fields).toList());
  }

  /**
   * Reads a run.
   *
   * @throws OmenException {@link ErrorCode#INVALID_DATA} naming the file
   */
  public static IndexRun read(Path file) {
    return ResultFile.read(
        file,
        "omen bench index",
        saved ->
            new IndexRun(
                saved.environment(),
                saved.object("keys"),
                saved.results().stream().map(IndexResult::new).toList()));
  }
}
