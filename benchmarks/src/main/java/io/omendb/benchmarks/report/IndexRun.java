package io.omendb.benchmarks.report;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.values.JsonReader;
import io.omendb.server.values.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /** Keys and results, for JSON. */
  public Map<String, @Nullable Object> body() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("keys", keys);
    fields.put("results", results.stream().map(IndexResult::fields).toList());
    return fields;
  }

  /** The whole, for JSON. */
  public Map<String, @Nullable Object> toFields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("environment", environment);
    fields.putAll(body());
    return fields;
  }

  /**
   * Reads a run.
   *
   * @throws OmenException {@link ErrorCode#INVALID_DATA} naming the file
   */
  public static IndexRun read(Path file) {
    try {
      return of(JsonReader.readObject("file " + file, Files.readString(file)));
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + file, e);
    } catch (ClassCastException | IllegalArgumentException e) {
      throw new OmenException(
          ErrorCode.INVALID_DATA,
          file + " does not hold what 'omen bench index --json' prints: " + e.getMessage(),
          e);
    }
  }

  @SuppressWarnings("unchecked") // An object's members are read into nothing else.
  private static IndexRun of(Map<String, @Nullable Object> fields) {
    List<IndexResult> results = new ArrayList<>();
    for (Object result : (List<?>) required(fields, "results")) {
      results.add(new IndexResult((Map<String, @Nullable Object>) result));
    }
    return new IndexRun(
        (Map<String, @Nullable Object>) required(fields, "environment"),
        (Map<String, @Nullable Object>) required(fields, "keys"),
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
    text.append(",\n\"keys\":").append(JsonWriter.write(keys)).append(",\n\"results\":[\n");
    for (int i = 0; i < results.size(); i++) {
      text.append(i == 0 ? "" : ",\n").append(JsonWriter.write(results.get(i).fields()));
    }
    text.append("\n]}\n");
    WholeFile.write(file, text);
  }
}
