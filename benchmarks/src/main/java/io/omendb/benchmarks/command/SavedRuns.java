package io.omendb.benchmarks.command;

import io.omendb.benchmarks.report.IndexResult;
import io.omendb.benchmarks.report.IndexRun;
import io.omendb.benchmarks.report.ResultFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results on disk, a file per key set, written anew after each system, so that what an interrupted
 * sweep has measured stays and is not measured again.
 */
final class SavedRuns {
  private final @Nullable Path directory;
  private final boolean again;

  /**
   * Results of a directory.
   *
   * @param directory null to keep nothing
   * @param again whether the results of the systems asked for are to be replaced
   */
  SavedRuns(@Nullable Path directory, boolean again) {
    this.directory = directory;
    this.again = again;
  }

  /** The file of a run; empty where nothing is kept. */
  Path file(IndexRun run) {
    String name = run.name().replaceAll("[^A-Za-z0-9_.-]", "_") + "-" + run.count() + ".json";
    return directory == null ? Path.of("") : directory.resolve(name);
  }

  /**
   * The run as far as it is on disk.
   *
   * @param run the run without results
   * @param systems the systems to be measured
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} where those on
   *     disk are from another machine or JDK, or from other keys
   */
  IndexRun find(IndexRun run, List<String> systems) {
    Path file = file(run);
    if (directory == null || !Files.exists(file)) {
      return run;
    }
    IndexRun earlier = IndexRun.read(file);
    ResultFile.requireSame(file, earlier.environment(), run.environment(), List.of("cpu", "jdk"));
    ResultFile.requireSame(file, earlier.keys(), run.keys(), List.of("distinct"));
    List<IndexResult> results = new ArrayList<>(earlier.results());
    results.removeIf(result -> again && systems.contains(result.name()));
    return new IndexRun(earlier.environment(), run.keys(), results);
  }

  /** The run with one more result, which is on disk afterwards. */
  IndexRun add(IndexRun run, Map<String, @Nullable Object> environment, IndexResult result) {
    List<IndexResult> results = new ArrayList<>(run.results());
    results.add(result);
    IndexRun longer = new IndexRun(environment, run.keys(), results);
    if (directory != null) {
      longer.toFile().write(file(longer));
    }
    return longer;
  }
}
