package io.omendb.server.cli;

import io.omendb.core.care.Backup;
import io.omendb.core.care.CareLocation;
import io.omendb.core.care.VerifyReport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Verifies a backup and copies it to where the database is to be. */
@Command(name = "restore", description = "Verify a backup and copy it to --db, which is empty.")
final class BackupRestoreCommand extends OfflineCommand {
  @Parameters(paramLabel = "DIR", description = "The backup.")
  private Path directory = Path.of("");

  @Override
  void run() {
    CareLocation location = location();
    long started = System.nanoTime();
    VerifyReport report =
        withProgress("restoring", progress -> Backup.restore(directory, location, progress));
    answer(report, System.nanoTime() - started);
    failIfDamaged(report.ok(), report.problems(), "nothing was restored; use another backup");
  }
}
