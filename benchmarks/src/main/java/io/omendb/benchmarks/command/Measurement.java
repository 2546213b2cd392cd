package io.omendb.benchmarks.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * One figure of JMH in the terms of our reports.
 *
 * @param system what was measured: a peer, or an engine of ours
 * @param operation what it did, in snake case
 * @param parameters the other parameters by name
 * @param threads how many did it at once
 * @param nanosPerOperation average time, as one thread sees it
 * @param errorNanos half the width of JMH's 99.9 % confidence interval; NaN for a single iteration
 */
record Measurement(
    String system,
    String operation,
    Map<String, String> parameters,
    int threads,
    double nanosPerOperation,
    double errorNanos) {

  static Measurement of(RunResult run) {
    BenchmarkParams params = run.getParams();
    Map<String, String> parameters = new LinkedHashMap<>();
    String system = "omendb";
    for (String key : params.getParamsKeys()) {
      if (key.equals("system") || key.equals("engine")) {
        system = params.getParam(key);
      } else {
        parameters.put(key, params.getParam(key));
      }
    }
    Result<?> result = run.getPrimaryResult();
    double unitNanos = TimeUnit.NANOSECONDS.convert(1, params.getTimeUnit());
    return new Measurement(
        system,
        operation(params.getBenchmark()),
        parameters,
        params.getThreads(),
        result.getScore() * unitNanos,
        result.getScoreError() * unitNanos);
  }

  /** Of all threads together. */
  double operationsPerSecond() {
    return threads * 1e9 / nanosPerOperation;
  }

  /** {@code multi_get} for {@code io.omendb...RowBenchmark.multiGet}. */
  private static String operation(String benchmark) {
    String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
    return method.replaceAll("([a-z])([A-Z0-9])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
