package io.omendb.benchmarks.report;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.benchmarks.service.ServiceOperation;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of servers; in JSON what {@code omen bench server --json} prints.
 *
 * @param environment what the figures must be read with
 * @param rows rows in the table
 * @param valueBytes length of a value
 * @param seconds how long each operation was measured
 * @param results the fields of each result, one for a system, an operation and a number of callers
 */
public record ServerRun(
    Map<String, @Nullable Object> environment,
    int rows,
    int valueBytes,
    double seconds,
    List<Map<String, @Nullable Object>> results) {

  public ServerRun {
    results = List.copyOf(results);
  }

  /** The file of a run in a directory. */
  public Path file(Path directory) {
    return directory.resolve("server-" + rows + "-" + valueBytes + ".json");
  }

  /** The results by operation, callers and system. */
  public List<Map<String, @Nullable Object>> sorted() {
    List<String> operations = ServiceOperation.names();
    return results.stream()
        .sorted(
            Comparator.comparingInt((Map<String, @Nullable Object> result) ->
                    operations.indexOf(String.valueOf(result.get("operation"))))
                .thenComparingInt(ServerRun::callers)
                .thenComparing(result -> String.valueOf(result.get("system"))))
        .toList();
  }

  private static int callers(Map<String, @Nullable Object> result) {
    return result.get("callers") instanceof Number number ? number.intValue() : 0;
  }

  /** The run as it is printed and kept. */
  public ResultFile toFile() {
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    parameters.put("rows", rows);
    parameters.put("valueBytes", valueBytes);
    parameters.put("seconds", seconds);
    return new ResultFile(environment, parameters, results);
  }

  /**
   * Reads a run.
   *
   * @throws OmenException {@link ErrorCode#INVALID_DATA} naming the file
   */
  public static ServerRun read(Path file) {
    return ResultFile.read(
        file,
        "omen bench server",
        saved ->
            new ServerRun(
                saved.environment(),
                saved.count("rows"),
                saved.count("valueBytes"),
                saved.number("seconds"),
                saved.results()));
  }
}
