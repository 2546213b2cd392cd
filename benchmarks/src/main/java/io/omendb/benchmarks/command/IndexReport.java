package io.omendb.benchmarks.command;

import io.omendb.spi.EngineRegistry;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report on index engines: JMH's times, joined by what is counted rather than timed. Every
 * engine is checked over all keys before its speed is worth a word.
 */
final class IndexReport {
  /** Our engines and their peers. */
  static final List<String> SYSTEMS =
      List.of("linear", "rmi", "binary", "treemap", "skiplist", "binary_search", "fastutil");

  private static final long SEED = 42;

  private final DataSet dataSet;
  private final long[] keys;

  IndexReport(DataSet dataSet, int count) {
    this.dataSet = dataSet;
    this.keys = dataSet.generate(count, SEED);
  }

  /** Parameters for the benchmarks. */
  Map<String, List<String>> parameters(List<String> systems) {
    return Map.of(
        "system", systems,
        "dataSet", List.of(dataSet.name()),
        "size", List.of(Integer.toString(keys.length)));
  }

  /** What the keys are. */
  Map<String, Object> keys() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("dataset", dataSet.name().toLowerCase(Locale.ROOT));
    fields.put("count", keys.length);
    fields.put("distinct", (int) Arrays.stream(keys).distinct().count());
    return fields;
  }

  /** One result per system. */
  List<Map<String, Object>> results(List<Measurement> measurements, List<String> systems) {
    return systems.stream().map(system -> result(system, measurements)).toList();
  }

  private Map<String, Object> result(String system, List<Measurement> measurements) {
    boolean engine = EngineRegistry.get().index().availableNames().contains(system);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("system", engine ? "omendb" : system);
    if (engine) {
      fields.put("engine", system);
      check(system, fields);
    }
    for (Measurement measurement : measurements) {
      if (measurement.system().equals(system)) {
        add(fields, measurement);
      }
    }
    return fields;
  }

  private static void add(Map<String, Object> fields, Measurement measurement) {
    switch (measurement.operation()) {
      case "hit" -> fields.put("hitNanos", measurement.nanosPerOperation());
      case "miss" -> fields.put("missNanos", measurement.nanosPerOperation());
      case "dependent_hit" -> fields.put("dependentHitNanos", measurement.nanosPerOperation());
      case "batch" -> fields.put("batchPerSecond", measurement.operationsPerSecond());
      default -> {}
    }
  }

  private void check(String engineName, Map<String, Object> fields) {
    IndexEngine engine = EngineRegistry.get().index().select(engineName).create();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = KeySegments.offHeap(arena, keys);
      engine.train(segment); // once before the clock runs, for the JIT
      long start = System.nanoTime();
      LearnedIndex index = engine.train(segment);
      long nanos = System.nanoTime() - start;
      fields.put("found", found(index));
      fields.put("lowerBoundsRight", lowerBoundsRight(index));
      fields.put("bytesPerKey", (double) index.sizeInBytes() / Math.max(1, keys.length));
      fields.put("buildNanosPerKey", (double) nanos / Math.max(1, keys.length));
      fields.put("maxError", index.maxError());
      fields.put("meanError", index.stats().meanError());
    }
  }

  /** Fraction of the keys found at their first position. */
  private double found(LearnedIndex index) {
    int right = 0;
    int first = 0;
    for (int i = 0; i < keys.length; i++) {
      first = i > 0 && keys[i] == keys[i - 1] ? first : i;
      right += index.search(keys[i]) == first ? 1 : 0;
    }
    return (double) right / Math.max(1, keys.length);
  }

  /** Fraction of the keys' successors whose lower bound is right. */
  private double lowerBoundsRight(LearnedIndex index) {
    int right = 0;
    int end = keys.length;
    for (int i = keys.length - 1; i >= 0; i--) {
      if (i + 1 < keys.length && keys[i + 1] != keys[i]) {
        end = i + 1;
      }
      long successor = keys[i] == Long.MAX_VALUE ? keys[i] : keys[i] + 1;
      int expected = keys[i] == Long.MAX_VALUE ? firstOf(i) : end;
      right += index.lowerBound(successor) == expected ? 1 : 0;
    }
    return (double) right / Math.max(1, keys.length);
  }

  private int firstOf(int i) {
    int first = i;
    while (first > 0 && keys[first - 1] == keys[i]) {
      first--;
    }
    return first;
  }
}
