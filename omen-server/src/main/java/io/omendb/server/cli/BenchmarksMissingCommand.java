package io.omendb.server.cli;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Stands in for {@code bench} where the benchmarks are not on the class path. */
@Command(name = BenchmarksMissingCommand.NAME, description = "Measure engines and database (JMH).")
final class BenchmarksMissingCommand implements Callable<Integer> {
  static final String NAME = "bench";

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() {
    throw new OmenException(
        ErrorCode.UNSUPPORTED,
        "The benchmarks are not on the class path, so there is no '"
            + NAME
            + " "
            + String.join(" ", arguments)
            + "'",
        "run bin/omen bench in a checkout, which builds them");
  }
}
