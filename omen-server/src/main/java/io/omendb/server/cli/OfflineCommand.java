package io.omendb.server.cli;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.core.care.CareLocation;
import io.omendb.core.care.Problem;
import io.omendb.core.care.Progress;
import io.omendb.core.care.VerifyReport;
import io.omendb.server.cli.care.CareFields;
import io.omendb.server.cli.care.CareStory;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.ProgressBar;
import java.util.List;
import java.util.function.Function;

/** Something done to files that no process may have open meanwhile. */
abstract class OfflineCommand extends OmenCommand {
  /** The database that is meant. */
  final CareLocation location() {
    requireDirectory();
    return root().careLocation();
  }

  /** Refuses {@code --url}. */
  final void requireDirectory() {
    root().requireNoServer("it reads the files of a database that nobody has open");
  }

  /** Does work with a bar on a terminal. */
  final <T> T withProgress(String what, Function<Progress, T> work) {
    VectorModule.load();
    try (ProgressBar bar = new ProgressBar(console(), what)) {
      return work.apply(bar::update);
    }
  }

  /** Prints what was found. */
  final void answer(VerifyReport report, long nanos) {
    if (console().format() == OutputFormat.TABLE) {
      CareStory.of(report, nanos).forEach(console()::line);
    } else {
      console().answer(CareFields.of(report, nanos));
    }
  }

  /**
   * Ends the command with the exit code for corruption where there is some; after the answer.
   *
   * @param remedy what to do next
   */
  static void failIfDamaged(boolean ok, List<Problem> problems, String remedy) {
    if (!ok) {
      long damages =
          problems.stream().filter(p -> p.severity() != Problem.Severity.LEFTOVER).count();
      throw new OmenException(
          ErrorCode.CORRUPTION,
          damages + (damages == 1 ? " problem was found" : " problems were found"),
          remedy);
    }
  }
}
