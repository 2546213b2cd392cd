package io.omendb.server.cli;

import io.omendb.core.care.CareLocation;
import io.omendb.core.care.Repair;
import io.omendb.core.care.RepairReport;
import io.omendb.server.cli.care.CareFields;
import io.omendb.server.cli.care.CareStory;
import io.omendb.server.cli.console.OutputFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Mends what can be mended without a loss, and more where the loss is accepted. */
@Command(name = "repair", description = "Mend what can be mended without losing rows.")
final class RepairCommand extends OfflineCommand {
  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  @Option(
      names = "--accept-loss",
      description = "Set damaged segments aside, so that the rest opens; names what is lost.")
  private boolean acceptLoss;

  @Override
  void run() {
    CareLocation location = location();
    long started = System.nanoTime();
    // What is lost is said before anything is done, also where standard output is read later.
    if (acceptLoss && !dryRun) {
      withProgress("verifying", progress -> Repair.plan(location, true, progress))
          .actions()
          .stream()
          .filter(action -> action.kind() == RepairReport.Kind.QUARANTINE)
          .forEach(action -> console().note("loss: " + action.file() + ": " + action.detail()));
    }
    RepairReport report =
        withProgress(
            "verifying",
            progress ->
                dryRun
                    ? Repair.plan(location, acceptLoss, progress)
                    : Repair.run(location, acceptLoss, progress));
    if (console().format() == OutputFormat.TABLE) {
      CareStory.of(report).forEach(console()::line);
    } else {
      console().answer(CareFields.of(report, System.nanoTime() - started));
    }
    failIfDamaged(
        report.ok(), report.problems(), "restore the database from a backup, see the answer");
  }
}
