package io.omendb.benchmarks.report;

import io.omendb.benchmarks.service.PostgresService;
import io.omendb.benchmarks.service.ServiceOperation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The server beside PostgreSQL, figure by figure, what it loses first. */
final class ServerComparison {
  private static final String OURS = "omendb";
  private static final String FIELD = "rowsPerSecond";

  private ServerComparison() {}

  static List<Comparison> of(ServerRun run) {
    ResultFile file = run.toFile();
    List<Comparison> lines = new ArrayList<>();
    for (ServiceOperation operation : ServiceOperation.values()) {
      ServiceOperation theirs =
          operation == ServiceOperation.GET_UNARY ? ServiceOperation.GET : operation;
      for (int callers : operation.callers()) {
        Map<String, Object> mine = where(OURS, operation, callers);
        Map<String, Object> other = where(PostgresService.SYSTEM, theirs, callers);
        OptionalDouble ours = file.figure(mine, FIELD);
        OptionalDouble peer = file.figure(other, FIELD);
        if (ours.isPresent() && peer.isPresent()) {
          lines.add(
              Comparison.of(
                  operation.text() + ", " + callers + (callers == 1 ? " caller" : " callers"),
                  ours.getAsDouble(),
                  PostgresService.SYSTEM,
                  peer.getAsDouble(),
                  true,
                  Comparison.spread(file.figure(mine, "spread"), file.figure(other, "spread"))));
        }
      }
    }
    lines.sort(Comparator.comparingDouble(Comparison::ratio));
    return lines;
  }

  private static Map<String, Object> where(String system, ServiceOperation operation, int callers) {
    return Map.of("system", system, "operation", operation.text(), "callers", callers);
  }
}
