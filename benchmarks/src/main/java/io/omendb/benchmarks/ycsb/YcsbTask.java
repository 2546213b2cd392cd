package io.omendb.benchmarks.ycsb;

import io.omendb.Durability;
import io.omendb.server.values.JsonReader;
import io.omendb.server.values.JsonWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to run on one system.
 *
 * @param system the system
 * @param url where it listens, if it is a server; otherwise empty
 * @param workloads what to run, in the order of {@link Workload}
 * @param distribution which rows are asked for; null for each workload's own
 * @param rows rows it is loaded with
 * @param valueBytes length of a value
 * @param threads how many ask
 * @param durability what a write means
 * @param nanos how long each workload is measured
 * @param directory where the data lie; there, and empty
 */
public record YcsbTask(
    YcsbSystem system,
    String url,
    Set<Workload> workloads,
    @Nullable Distribution distribution,
    int rows,
    int valueBytes,
    int threads,
    Durability durability,
    long nanos,
    Path directory) {

  public YcsbTask {
    workloads = EnumSet.copyOf(workloads);
  }

  /** The same of a server that listens. */
  YcsbTask at(String newUrl) {
    return new YcsbTask(
        system,
        newUrl,
        workloads,
        distribution,
        rows,
        valueBytes,
        threads,
        durability,
        nanos,
        directory);
  }

  /** Where an embedded store keeps its files. */
  Path data() {
    return directory.resolve("data");
  }

  /** The file of results. */
  Path results() {
    return directory.resolve("results.jsonl");
  }

  /** One JSON object, for another process. */
  String write() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("system", system.text());
    fields.put("url", url);
    fields.put("workloads", workloads.stream().map(Workload::text).toList());
    fields.put("distribution", distribution == null ? "" : distribution.text());
    fields.put("rows", rows);
    fields.put("valueBytes", valueBytes);
    fields.put("threads", threads);
    fields.put("durability", durability.name());
    fields.put("nanos", nanos);
    fields.put("directory", directory.toString());
    return JsonWriter.write(fields);
  }

  /** What {@link #write} wrote. */
  static YcsbTask read(String json) {
    Map<String, @Nullable Object> fields = JsonReader.readObject("task", json);
    List<String> workloads =
        ((List<?>) value(fields, "workloads")).stream().map(String::valueOf).toList();
    String distribution = (String) value(fields, "distribution");
    return new YcsbTask(
        YcsbSystem.parse((String) value(fields, "system")),
        (String) value(fields, "url"),
        Workload.parse(workloads),
        distribution.isEmpty() ? null : Distribution.parse(distribution),
        ((Number) value(fields, "rows")).intValue(),
        ((Number) value(fields, "valueBytes")).intValue(),
        ((Number) value(fields, "threads")).intValue(),
        Durability.valueOf((String) value(fields, "durability")),
        ((Number) value(fields, "nanos")).longValue(),
        Path.of((String) value(fields, "directory")));
  }

  private static Object value(Map<String, @Nullable Object> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }
}
