package io.omendb.benchmarks.command;

import io.omendb.benchmarks.database.RowBenchmark;
import io.omendb.spi.EngineRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which benchmarks of a suite run, and over which systems: from words of a person to JMH's. */
final class SuiteSelection {
  private static final Pattern OPERATIONS = Pattern.compile("[a-z][a-z0-9_]*(,[a-z][a-z0-9_]*)*");
  private static final Pattern WORD_START = Pattern.compile("_([a-z0-9])");

  private final Suite suite;
  private final List<String> engines;

  /**
   * @param engines names of engines and peers; none, or {@code all}, for all
   */
  SuiteSelection(Suite suite, List<String> engines) {
    this.suite = suite;
    this.engines = engines.equals(List.of("all")) ? List.of() : List.copyOf(engines);
  }

  /** The parameters of JMH that say which engines; none for all. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (suite != Suite.DATABASE) {
      put(parameters, "system", engines);
      put(parameters, "engine", engines);
      return parameters;
    }
    put(
        parameters,
        "system",
        engines.stream()
            .filter(name -> !isComputeEngine(name))
            .map(SuiteSelection::rowSystem)
            .toList());
    put(parameters, "engine", engines.stream().filter(SuiteSelection::isComputeEngine).toList());
    return parameters;
  }

  private static void put(Map<String, List<String>> parameters, String name, List<String> values) {
    if (!values.isEmpty()) {
      parameters.put(name, values);
    }
  }

  private static boolean isComputeEngine(String name) {
    return EngineRegistry.get().compute().availableNames().contains(name);
  }

  /** An index engine stands for the database that uses it. */
  private static String rowSystem(String name) {
    return EngineRegistry.get().index().availableNames().contains(name)
        ? RowBenchmark.OMENDB + name
        : name;
  }

  /**
   * A regular expression for the benchmarks.
   *
   * @param only operations as results name them, separated by commas, or a regular expression on
   *     the names of benchmarks; null for all
   */
  String pattern(@Nullable String only) {
    String start = suite.pattern();
    if (suite == Suite.DATABASE && !engines.isEmpty()) {
      boolean compute = engines.stream().anyMatch(SuiteSelection::isComputeEngine);
      boolean rows = !engines.stream().allMatch(SuiteSelection::isComputeEngine);
      start += compute == rows ? "" : rows ? "RowBenchmark.*" : "NearestBenchmark.*";
    }
    if (only == null) {
      return start;
    }
    if (!OPERATIONS.matcher(only).matches()) {
      return start + only;
    }
    return start
        + Pattern.compile(",")
            .splitAsStream(only)
            .map(SuiteSelection::method)
            .collect(Collectors.joining("|", "\\.(", ")$"));
  }

  /** {@code multiGet} for {@code multi_get}. */
  private static String method(String operation) {
    return WORD_START.matcher(operation).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }
}
