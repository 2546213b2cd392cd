package io.omendb.benchmarks.report;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.benchmarks.peers.PeerSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The results of stores over one number of rows; in JSON what {@code omen bench storage --json}
 * prints.
 *
 * @param environment what the figures must be read with
 * @param rows rows that each store was filled with
 * @param valueBytes length of a value
 * @param results the fields of each result, one for a system and an operation
 */
public record StorageRun(
    Map<String, @Nullable Object> environment,
    int rows,
    int valueBytes,
    List<Map<String, @Nullable Object>> results) {

  public StorageRun {
    results = List.copyOf(results);
  }

  /** The file of a run in a directory. */
  public Path file(Path directory) {
    return directory.resolve("storage-" + rows + "-" + valueBytes + ".json");
  }

  /** The systems there are results of, each once. */
  public List<String> systems() {
    return toFile().distinct("system");
  }

  /** The operations there are results of, each once. */
  public List<String> operations() {
    return toFile().distinct("operation");
  }

  /** The result of a system at an operation, if it was measured. */
  public Optional<Map<String, @Nullable Object>> result(String system, String operation) {
    return toFile().result(Map.of("system", system, "operation", operation));
  }

  /** A figure of a system at an operation; empty where it was not measured. */
  public OptionalDouble figure(String system, String operation, String field) {
    return toFile().figure(Map.of("system", system, "operation", operation), field);
  }

  /** This run with the results of a system in place of those it had of it. */
  public StorageRun with(
      Map<String, @Nullable Object> newEnvironment,
      List<Map<String, @Nullable Object>> newResults) {
    ResultFile longer = toFile().with(newEnvironment, List.of("system"), newResults);
    List<String> order = PeerSystem.names();
    List<Map<String, @Nullable Object>> all = new ArrayList<>(longer.results());
    all.sort(
        Comparator.comparingInt(result -> order.indexOf(String.valueOf(result.get("system")))));
    return new StorageRun(newEnvironment, rows, valueBytes, all);
  }

  /** The run as it is printed and kept. */
  public ResultFile toFile() {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    parameters.put("rows", rows);
    parameters.put("valueBytes", valueBytes);
    return new ResultFile(environment, parameters, results);
  }

  /**
   * Reads a run.
   *
   * @throws OmenException {@link ErrorCode#INVALID_DATA} naming the file
   */
  public static StorageRun read(Path file) {
    return ResultFile.read(
        file,
        "omen bench storage",
        saved ->
            new StorageRun(
                saved.environment(),
                saved.count("rows"),
                saved.count("valueBytes"),
                saved.results()));
  }
}
