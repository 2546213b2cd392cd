package io.omendb.benchmarks.command;

import io.omendb.OmenException;
import java.util.List;
import picocli.CommandLine.Option;

/** How long a command measures. */
final class EffortOptions {
  @Option(names = "--quick", description = "One short run of each: minutes, and rough figures.")
  private boolean quick;

  @Option(
      names = "--smoke",
      description = "Only see that it works: a moment of each, and figures that say nothing.")
  private boolean smoke;

  /**
   * The effort asked for.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} where both are
   */
  Effort effort() {
    if (quick && smoke) {
      throw OmenException.invalid(
          "smoke", "--quick and --smoke exclude each other", "leave one out");
    }
    return smoke ? Effort.SMOKE : quick ? Effort.QUICK : Effort.FULL;
  }

  /** The options again, for a command line. */
  List<String> words() {
    return switch (effort()) {
      case FULL -> List.of();
      case QUICK -> List.of("--quick");
      case SMOKE -> List.of("--smoke");
    };
  }
}
