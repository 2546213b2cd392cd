package io.omendb.benchmarks.command;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of a suite, each in a JVM of its own. */
final class JmhRun {
  /** JMH refuses to run beside itself unless this property is set before it is first used. */
  private static final String IGNORE_LOCK = "jmh.ignoreLock";

  private JmhRun() {}

  /**
   * What to run.
   *
   * @param pattern which benchmarks, a regular expression on their names
   * @param parameters values that replace those the benchmarks name
   * @param jvmArguments further arguments of the forked JVMs
   * @param effort how long, and in how many JVMs
   */
  record Plan(
      String pattern,
      Map<String, List<String>> parameters,
      List<String> jvmArguments,
      Effort effort) {}

  /**
   * Runs benchmarks.
   *
   * @param log receives JMH's own output
   * @throws OmenException {@link ErrorCode#INTERNAL} where a benchmark fails, {@link
   *     ErrorCode#INVALID_ARGUMENT} where the pattern matches none
   */
  static List<Measurement> run(Plan plan, OutputStream log) {
    if (plan.effort() == Effort.SMOKE) {
      System.setProperty(IGNORE_LOCK, "true"); // Others may measure beside it: it measures nothing.
    }
    List<String> jvmArguments = new ArrayList<>(plan.jvmArguments());
    jvmArguments.add("-Djava.library.path=" + System.getProperty("java.library.path", ""));
    jvmArguments.add("--sun-misc-unsafe-memory-access=allow");
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(plan.pattern())
            .shouldFailOnError(true)
            .jvmArgs(jvmArguments.toArray(String[]::new));
    plan.parameters().forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
    shorten(options, plan.effort());
    PrintStream stream = new PrintStream(log, true, StandardCharsets.UTF_8);
    OutputFormat format = OutputFormatFactory.createFormatInstance(stream, VerboseMode.NORMAL);
    List<RunResult> results;
    try {
      results = new ArrayList<>(new Runner(options.build(), format).run());
    } catch (NoBenchmarksException e) {
      throw new OmenException(
          ErrorCode.INVALID_ARGUMENT,
          "No benchmark matches " + plan.pattern(),
          "--only",
          "name operations as the results do, separated by commas",
          e);
    } catch (RunnerException e) {
      throw new OmenException(ErrorCode.INTERNAL, "The benchmark failed: " + e.getMessage(), e);
    }
    results.sort(Comparator.comparing(result -> result.getParams().id()));
    return results.stream().map(Measurement::of).toList();
  }

  private static void shorten(ChainedOptionsBuilder options, Effort effort) {
    switch (effort) {
      case FULL -> {
        // As the benchmarks ask for.
      }
      case QUICK ->
          options
              .forks(1)
              .warmupIterations(2)
              .warmupTime(TimeValue.milliseconds(500))
              .measurementIterations(3)
              .measurementTime(TimeValue.milliseconds(500));
      case SMOKE ->
          options
              .forks(0)
              .warmupIterations(0)
              .measurementIterations(1)
              .measurementTime(TimeValue.milliseconds(5));
    }
  }
}
