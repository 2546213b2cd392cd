package io.omendb.benchmarks.nearest;

import io.omendb.Metric;
import io.omendb.benchmarks.vectors.SearchFilter;
import io.omendb.benchmarks.vectors.VectorSource;
import io.omendb.server.values.JsonReader;
import io.omendb.server.values.JsonWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to measure of one system in one mode.
 *
 * @param system the system
 * @param mode one of its modes, which this build has
 * @param source rows and queries
 * @param metric what is near
 * @param k how many rows a search asks for
 * @param filters of the searches, one after the other
 * @param batches numbers of queries in one call, at most {@link NearestSystem#maxBatch}
 * @param nanos how long each setting is timed
 * @param directory where the data lie; there, and empty but for the {@link TruthFile}s
 */
public record NearestTask(
    NearestSystem system,
    String mode,
    VectorSource source,
    Metric metric,
    int k,
    List<SearchFilter> filters,
    List<Integer> batches,
    long nanos,
    Path directory) {

  public NearestTask {
    filters = List.copyOf(filters);
    batches = List.copyOf(batches);
  }

  /** System and mode, for people. */
  public String name() {
    return system.text() + " " + mode;
  }

  /** The file of results. */
  Path results() {
    return directory.resolve("results.jsonl");
  }

  /** One JSON object, for another process. */
  String write() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("system", system.text());
    fields.put("mode", mode);
    fields.put("source", source.words());
    fields.put("metric", metric.text());
    fields.put("k", k);
    fields.put("filters", filters.stream().map(SearchFilter::text).toList());
    fields.put("batches", batches);
    fields.put("nanos", nanos);
    fields.put("directory", directory.toString());
    return JsonWriter.write(fields);
  }

  /** What {@link #write} wrote. */
  static NearestTask read(String json) {
    Map<String, @Nullable Object> fields = JsonReader.readObject("task", json);
    return new NearestTask(
        NearestSystem.parse(text(fields, "system")),
        text(fields, "mode"),
        VectorSource.parse(list(fields, "source").stream().map(String::valueOf).toList()),
        Metric.parse(text(fields, "metric")),
        number(fields.get("k")).intValue(),
        list(fields, "filters").stream()
            .map(each -> SearchFilter.parse(String.valueOf(each)))
            .toList(),
        list(fields, "batches").stream().map(each -> number(each).intValue()).toList(),
        number(fields.get("nanos")).longValue(),
        Path.of(text(fields, "directory")));
  }

  private static String text(Map<String, @Nullable Object> fields, String name) {
    return (String) Objects.requireNonNull(fields.get(name), name);
  }

  private static List<?> list(Map<String, @Nullable Object> fields, String name) {
    return (List<?>) Objects.requireNonNull(fields.get(name), name);
  }

  private static Number number(@Nullable Object value) {
    return (Number) Objects.requireNonNull(value, "number");
  }
}
