package io.omendb.benchmarks.report;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.benchmarks.peers.PeerSystem;
import io.omendb.server.values.JsonReader;
import io.omendb.server.values.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
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
    return distinct("system");
  }

  /** The operations there are results of, each once. */
  public List<String> operations() {
    return distinct("operation");
  }

  private List<String> distinct(String field) {
    return results.stream().map(result -> String.valueOf(result.get(field))).distinct().toList();
  }

  /** The result of a system at an operation, if it was measured. */
  public Optional<Map<String, @Nullable Object>> result(String system, String operation) {
    return results.stream()
        .filter(result ->
            system.equals(result.get("system")) && operation.equals(result.get("operation")))
        .findFirst();
  }

  /** A figure of a system at an operation; empty where it was not measured. */
  public OptionalDouble figure(String system, String operation, String field) {
    return result(system, operation).map(result -> result.get(field)).orElse(null)
            instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** This run with the results of one system in place of those it had of it. */
  public StorageRun with(
      Map<String, @Nullable Object> newEnvironment,
      String system,
      List<Map<String, @Nullable Object>> newResults) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>(results);
    all.removeIf(result -> system.equals(result.get("system")));
    all.addAll(newResults);
    List<String> order = PeerSystem.names();
    all.sort(
        Comparator.comparingInt(result -> order.indexOf(String.valueOf(result.get("system")))));
    return new StorageRun(newEnvironment, rows, valueBytes, all);
  }

  /** The whole, for JSON. */
  public Map<String, @Nullable Object> toFields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("environment", environment);
    fields.put("rows", rows);
    fields.put("valueBytes", valueBytes);
    fields.put("results", results);
    return fields;
  }

  /**
   * Reads a run.
   *
   * @throws OmenException {@link ErrorCode#INVALID_DATA} naming the file
   */
  public static StorageRun read(Path file) {
    try {
      return of(JsonReader.readObject("file " + file, Files.readString(file)));
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + file, e);
    } catch (ClassCastException | IllegalArgumentException e) {
      throw new OmenException(
          ErrorCode.INVALID_DATA,
          file + " does not hold what 'omen bench storage --json' prints: " + e.getMessage(),
          e);
    }
  }

  @SuppressWarnings("unchecked") // An object's members are read into nothing else.
  private static StorageRun of(Map<String, @Nullable Object> fields) {
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (Object result : (List<?>) required(fields, "results")) {
      results.add((Map<String, @Nullable Object>) result);
    }
    return new StorageRun(
        (Map<String, @Nullable Object>) required(fields, "environment"),
        ((Number) required(fields, "rows")).intValue(),
        ((Number) required(fields, "valueBytes")).intValue(),
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
    text.append(",\n\"results\":[\n");
    for (int i = 0; i < results.size(); i++) {
      text.append(i == 0 ? "" : ",\n").append(JsonWriter.write(results.get(i)));
    }
    text.append("\n]}\n");
    WholeFile.write(file, text);
  }
}
