package io.omendb.benchmarks.ycsb;

import io.omendb.OmenException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * The core workloads, in the order in which they run. YCSB recommends to load anew before D and E,
 * which insert; here they come last instead, so that those before them meet the loaded rows only.
 */
public enum Workload {
  /** Update heavy. */
  A("update heavy", Distribution.ZIPFIAN, 50, YcsbOperation.READ, YcsbOperation.UPDATE),
  /** Read mostly. */
  B("read mostly", Distribution.ZIPFIAN, 95, YcsbOperation.READ, YcsbOperation.UPDATE),
  /** Read only. */
  C("read only", Distribution.ZIPFIAN, 100, YcsbOperation.READ, YcsbOperation.READ),
  /** Read-modify-write. */
  F(
      "read-modify-write",
      Distribution.ZIPFIAN,
      50,
      YcsbOperation.READ,
      YcsbOperation.READ_MODIFY_WRITE),
  /** Short ranges. */
  E("short ranges", Distribution.ZIPFIAN, 95, YcsbOperation.SCAN, YcsbOperation.INSERT),
  /** Read latest. */
  D("read latest", Distribution.LATEST, 95, YcsbOperation.READ, YcsbOperation.INSERT);

  private final String description;
  private final Distribution distribution;
  private final int percent;
  private final YcsbOperation operation;
  private final YcsbOperation other;

  Workload(
      String description,
      Distribution distribution,
      int percent,
      YcsbOperation operation,
      YcsbOperation other) {
    this.description = description;
    this.distribution = distribution;
    this.percent = percent;
    this.operation = operation;
    this.other = other;
  }

  /** The name in results and on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** In a few words. */
  public String description() {
    return description;
  }

  /** Which rows are asked for, unless somebody says otherwise. */
  public Distribution distribution() {
    return distribution;
  }

  /** How many of a hundred are what. */
  public Map<YcsbOperation, Integer> percents() {
    Map<YcsbOperation, Integer> percents = new EnumMap<>(YcsbOperation.class);
    percents.put(operation, percent);
    if (percent < 100) {
      percents.put(other, 100 - percent);
    }
    return percents;
  }

  /** Whether it inserts rows. */
  boolean inserts() {
    return other == YcsbOperation.INSERT;
  }

  /** Draws an operation. */
  YcsbOperation next(SplittableRandom random) {
    return random.nextInt(100) < percent ? operation : other;
  }

  /** The names, in the order of the alphabet. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Workload::text).sorted().toList();
  }

  /**
   * The workloads of these names; all where there is none.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} listing those there are
   */
  public static Set<Workload> parse(List<String> names) {
    if (names.isEmpty() || names.equals(List.of("all"))) {
      return EnumSet.allOf(Workload.class);
    }
    return names.stream()
        .map(Workload::parse)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Workload.class)));
  }

  private static Workload parse(String name) {
    return Arrays.stream(values())
        .filter(workload -> workload.text().equals(name))
        .findFirst()
        .orElseThrow(() ->
            OmenException.invalid(
                "workloads",
                "No workload named '" + name + "'",
                "take all, or some of " + String.join(", ", names())));
  }
}
