package io.omendb.server.cli;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Unmatched;

/** Stands in for a command of the benchmarks where they are not on the class path. */
@Command
final class BenchmarksMissingCommand implements Callable<Integer> {
  /** The commands of the benchmarks, and what they do. */
  static final Map<String, String> COMMANDS =
      Map.of(
          "bench", "Measure engines and database (JMH).",
          "advise", "Say which index engine suits your keys.");

  private final String name;

  @Unmatched private List<String> arguments = new ArrayList<>();

  private BenchmarksMissingCommand(String name) {
    this.name = name;
  }

  /** What stands in for one of {@link #COMMANDS}. */
  static CommandSpec spec(String name) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(new BenchmarksMissingCommand(name));
    spec.name(name).usageMessage().description(COMMANDS.get(name));
    return spec;
  }

  @Override
  public Integer call() {
    throw new OmenException(
        ErrorCode.UNSUPPORTED,
        "The benchmarks are not on the class path, so there is no '"
            + name
            + " "
            + String.join(" ", arguments)
            + "'",
        "run bin/omen " + name + " in a checkout, which builds them");
  }
}
