package io.omendb.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The environment of results in words. */
final class Machine {
  private Machine() {}

  /** Runs, each with its title, what it was measured on, of which commit, and the load. */
  static <R> List<String> of(
      List<R> runs,
      Function<R, String> title,
      Function<R, Map<String, @Nullable Object>> environment) {
    return runs.stream()
        .map(run -> title.apply(run) + ": " + text(environment.apply(run)))
        .toList();
  }

  /** CPU, cores, memory, caches, JDK, commit and load. */
  static String text(Map<String, @Nullable Object> environment) {
    return hardware(environment)
        + "; commit %s, load average %s before and %s after"
            .formatted(
                environment.get("commit"),
                FigureText.rounded(environment.get("loadAtStart")),
                FigureText.rounded(environment.get("loadAtEnd")));
  }

  private static String hardware(Map<String, @Nullable Object> environment) {
    StringBuilder text = new StringBuilder();
    text.append(environment.get("cpu")).append(", ").append(environment.get("cores"));
    text.append(" cores");
    if (environment.get("memoryMiB") instanceof Number memory) {
      text.append(", ").append(memory).append(" MiB of memory");
    }
    if (environment.get("caches") instanceof Map<?, ?> caches && !caches.isEmpty()) {
      text.append(", caches ").append(caches);
    }
    return text.append(", JDK ").append(environment.get("jdk")).toString();
  }
}
