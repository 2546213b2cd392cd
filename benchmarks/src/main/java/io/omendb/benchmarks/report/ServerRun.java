package io.omendb.benchmarks.report;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.benchmarks.service.ServiceOperation;
import io.omendb.server.cli.values.JsonReader;
import io.omendb.server.cli.values.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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

  /** A figure; empty where it was not measured. */
  public OptionalDouble figure(String system, String operation, int callers, String field) {
    return results.stream()
        .filter(result ->
            system.equals(result.get("system"))
                && operation.equals(result.get("operation"))
                && callers == callers(result))
        .map(result -> result.get(field))
        .filter(Number.class::isInstance)
        .mapToDouble(number -> ((Number) number).doubleValue())
        .findFirst();
  }

  /** The whole, for JSON. */
  public Map<String, @Nullable Object> toFields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("environment", environment);
    fields.put("rows", rows);
    fields.put("valueBytes", valueBytes);
    fields.put("seconds", seconds);
    fields.put("results", results);
    return fields;
  }

  /**
   * Reads a run.
   *
   * @throws OmenException {@link ErrorCode#INVALID_DATA} naming the file
   */
  public static ServerRun read(Path file) {
    try {
      return of(JsonReader.readObject("file " + file, Files.readString(file)));
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + file, e);
    } catch (ClassCastException | IllegalArgumentException e) {
      throw new OmenException(
          ErrorCode.INVALID_DATA,
          file + " does not hold what 'omen bench server --json' prints: " + e.getMessage(),
          e);
    }
  }

  @SuppressWarnings("unchecked") // An object's members are read into nothing else.
  private static ServerRun of(Map<String, @Nullable Object> fields) {
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (Object result : (List<?>) required(fields, "results")) {
      results.add((Map<String, @Nullable Object>) result);
    }
    return new ServerRun(
        (Map<String, @Nullable Object>) required(fields, "environment"),
        ((Number) required(fields, "rows")).intValue(),
        ((Number) required(fields, "valueBytes")).intValue(),
        ((Number) required(fields, "seconds")).doubleValue(),
        results);
  }

  private static Object required(Map<String, @Nullable Object> fields, String name) {
    Object value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no field '" + name + "'");
    }
    return value;
  }

  /** Writes a run, a result a line, in place of what the file held; never half of it. */
  public void write(Path file) {
    StringBuilder text = new StringBuilder();
    text.append("{\"environment\":").append(JsonWriter.write(environment));
    text.append(",\n\"rows\":").append(rows).append(",\"valueBytes\":").append(valueBytes);
    text.append(",\"seconds\":").append(seconds);
    text.append(",\n\"results\":[\n");
    for (int i = 0; i < results.size(); i++) {
      text.append(i == 0 ? "" : ",\n").append(JsonWriter.write(results.get(i)));
    }
    text.append("\n]}\n");
    WholeFile.write(file, text);
  }
}
