package io.omendb.benchmarks.command;

import io.omendb.benchmarks.report.ResultFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The recorded ratios, each for the kinds of CPU that it was recorded on. */
final class GateRatios {
  private final ResultFile file;
  private final String cpu;

  private GateRatios(ResultFile file, String cpu) {
    this.file = file;
    this.cpu = cpu;
  }

  /**
   * Those of a file; none where it is not there.
   *
   * @param cpu the CPU that is measured now
   */
  static GateRatios read(Path file, String cpu) {
    return Files.exists(file)
        ? new GateRatios(ResultFile.read(file, "omen bench gate --record", read -> read), cpu)
        : new GateRatios(none().file, cpu);
  }

  /** No ratios. */
  static GateRatios none() {
    return new GateRatios(new ResultFile(Map.of(), Map.of(), List.of()), "");
  }

  /** The ratio to compare with: of this CPU, or else the least of any other. */
  OptionalDouble ratio(String name) {
    OptionalDouble here = file.figure(Map.of("name", name, "cpu", cpu), "ratio");
    if (here.isPresent()) {
      return here;
    }
    return file.results().stream()
        .filter(result -> name.equals(result.get("name")))
        .map(result -> result.get("ratio"))
        .filter(Number.class::isInstance)
        .mapToDouble(ratio -> ((Number) ratio).doubleValue())
        .min();
  }

  /** What to know before believing a verdict. */
  List<String> remarks() {
    if (file.results().isEmpty()) {
      return List.of("nothing was recorded; record with --record at a commit that you trust");
    }
    return file.distinct("cpu").contains(cpu)
        ? List.of()
        : List.of(
            "recorded on "
                + String.join(", ", file.distinct("cpu"))
                + ", this is "
                + cpu
                + ": ratios differ between kinds of CPU; record here with --record at a commit that"
                + " you trust, then compare");
  }

  /** These with newer ones of this CPU. */
  ResultFile with(
      Map<String, @Nullable Object> environment, List<Map<String, @Nullable Object>> results) {
    return file.with(environment, List.of("name", "cpu"), results);
  }
}
