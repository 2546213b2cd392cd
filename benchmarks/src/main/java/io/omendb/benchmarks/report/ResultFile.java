package io.omendb.benchmarks.report;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.values.JsonReader;
import io.omendb.server.values.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every bench prints with {@code --json} and keeps with {@code --save}: one JSON object with
 * {@code environment}, the parameters of the run under names of their own, and {@code results}.
 *
 * @param environment what the figures must be read with: machine, JDK, commit, load
 * @param parameters what was measured, such as {@code rows}; every field of the object that is
 *     neither {@code environment} nor {@code results}
 * @param results the fields of each result; a figure that was not measured is null
 */
public record ResultFile(
    Map<String, @Nullable Object> environment,
    Map<String, @Nullable Object> parameters,
    List<Map<String, @Nullable Object>> results) {
  private static final String ENVIRONMENT = "environment";
  private static final String RESULTS = "results";

  public ResultFile {
    environment = copy(environment);
    parameters = copy(parameters);
    results = results.stream().map(ResultFile::copy).toList();
  }

  /** In the same order, and unlike {@code Map.copyOf} with nulls. */
  private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> fields) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /**
   * Reads a run.
   *
   * @param command what writes such files, as {@code omen bench storage}, for the error
   * @param of makes the run; {@link IllegalArgumentException} and {@link ClassCastException} from
   *     it say that a field is missing or of another type
   * @throws OmenException {@link ErrorCode#INVALID_DATA} naming the file
   */
  public static <R> R read(Path file, String command, Function<ResultFile, R> of) {
    try {
      return of.apply(of(JsonReader.readObject("file " + file, Files.readString(file))));
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + file, e);
    } catch (ClassCastException | IllegalArgumentException e) {
      throw new OmenException(
          ErrorCode.INVALID_DATA,
          file + " does not hold what '" + command + " --json' prints: " + e.getMessage(),
          e);
    }
  }

  @SuppressWarnings("unchecked") // An object's members are read into nothing else.
  private static ResultFile of(Map<String, @Nullable Object> fields) {
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (Object result : (List<?>) required(fields, RESULTS)) {
      results.add((Map<String, @Nullable Object>) result);
    }
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>(fields);
    parameters.keySet().removeAll(List.of(ENVIRONMENT, RESULTS));
    return new ResultFile(
        (Map<String, @Nullable Object>) required(fields, ENVIRONMENT), parameters, results);
  }

  private static Object required(Map<String, @Nullable Object> fields, String name) {
    Object value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no field '" + name + "'");
    }
    return value;
  }

  /** A parameter that is a whole number. */
  public int count(String parameter) {
    return ((Number) required(parameters, parameter)).intValue();
  }

  /** A parameter that is a number. */
  public double number(String parameter) {
    return ((Number) required(parameters, parameter)).doubleValue();
  }

  /** A parameter that is a text. */
  public String text(String parameter) {
    return (String) required(parameters, parameter);
  }

  /** A parameter that is an object. */
  @SuppressWarnings("unchecked") // An object is read into nothing else.
  public Map<String, @Nullable Object> object(String parameter) {
    return (Map<String, @Nullable Object>) required(parameters, parameter);
  }

  /** The values of a field of the results as text, each once, in the order they come. */
  public List<String> distinct(String field) {
    return results.stream().map(result -> String.valueOf(result.get(field))).distinct().toList();
  }

  /** The first result whose fields have these values. */
  public Optional<Map<String, @Nullable Object>> result(Map<String, ?> where) {
    return results.stream()
        .filter(result ->
            where.entrySet().stream()
                .allMatch(field -> same(field.getValue(), result.get(field.getKey()))))
        .findFirst();
  }

  /** A figure of the first result whose fields have these values; empty where there is none. */
  public OptionalDouble figure(Map<String, ?> where, String field) {
    return result(where).map(result -> result.get(field)).orElse(null) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** A number that was read is a {@code BigDecimal}, one that was measured is not. */
  private static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      return a.doubleValue() == b.doubleValue();
    }
    return Objects.equals(one, other);
  }

  /**
   * This run with newer results, which take the place of those that agree with one of them in the
   * fields named.
   *
   * @param identity what tells results apart, for instance {@code system} and {@code operation}
   */
  public ResultFile with(
      Map<String, @Nullable Object> newEnvironment,
      List<String> identity,
      List<Map<String, @Nullable Object>> newResults) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>(results);
    all.removeIf(old ->
        newResults.stream()
            .anyMatch(newer ->
                identity.stream().allMatch(field -> same(old.get(field), newer.get(field)))));
    all.addAll(newResults);
    return new ResultFile(newEnvironment, parameters, all);
  }

  /**
   * Refuses to add results to a file of others.
   *
   * @param file whose fields {@code then} are
   * @param fields those that must not differ, for instance {@code cpu} and {@code jdk}
   * @throws OmenException {@link ErrorCode#INVALID_ARGUMENT} naming the file and both values
   */
  public static void requireSame(
      Path file,
      Map<String, @Nullable Object> then,
      Map<String, @Nullable Object> now,
      List<String> fields) {
    for (String field : fields) {
      Object earlier = then.get(field);
      Object later = now.get(field);
      if (!same(earlier, later)) {
        throw OmenException.invalid(
            "save",
            file + " has results with the " + field + " " + earlier + ", here it is " + later,
            "keep these in another directory");
      }
    }
  }

  /** The whole, for JSON. */
  public Map<String, @Nullable Object> toFields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put(ENVIRONMENT, environment);
    fields.putAll(parameters);
    fields.put(RESULTS, results);
    return fields;
  }

  /** Writes the whole, a result a line, in place of what the file held; never half of it. */
  public void write(Path file) {
    StringBuilder text = new StringBuilder();
    text.append("{\"").append(ENVIRONMENT).append("\":").append(JsonWriter.write(environment));
    if (!parameters.isEmpty()) {
      String object = JsonWriter.write(parameters);
      text.append(",\n").append(object, 1, object.length() - 1);
    }
    text.append(",\n\"").append(RESULTS).append("\":[\n");
    for (int i = 0; i < results.size(); i++) {
      text.append(i == 0 ? "" : ",\n").append(JsonWriter.write(results.get(i)));
    }
    text.append("\n]}\n");
    WholeFile.write(file, text);
  }
}
