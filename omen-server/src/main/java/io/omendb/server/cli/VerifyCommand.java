package io.omendb.server.cli;

import io.omendb.core.care.CareLocation;
import io.omendb.core.care.Verification;
import io.omendb.core.care.VerifyReport;
import picocli.CommandLine.Command;

/** Reads all of a database and says what is damaged. */
@Command(name = "verify", description = "Read every byte of the database and say what is damaged.")
final class VerifyCommand extends OfflineCommand {
  @Override
  void run() {
    CareLocation location = location();
    long started = System.nanoTime();
    VerifyReport report =
        withProgress("verifying", progress -> Verification.run(location, progress));
    answer(report, System.nanoTime() - started);
    failIfDamaged(
        report.ok(), report.problems(), "what can be mended 'omen repair' mends, see the answer");
  }
}
