package io.omendb.server.cli;

import io.omendb.core.care.Backup;
import io.omendb.core.care.VerifyReport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reads all of a backup and compares it with what was written. */
@Command(name = "verify", description = "Read every byte of a backup and compare checksums.")
final class BackupVerifyCommand extends OfflineCommand {
  @Parameters(paramLabel = "DIR", description = "The backup.")
  private Path directory = Path.of("");

  @Override
  void run() {
    requireDirectory();
    long started = System.nanoTime();
    VerifyReport report = withProgress("verifying", progress -> Backup.verify(directory, progress));
    answer(report, System.nanoTime() - started);
    failIfDamaged(report.ok(), report.problems(), "use another backup, or make it again");
  }
}
