package io.omendb.server.cli;

import io.omendb.BackupSummary;
import io.omendb.Database;
import io.omendb.server.cli.care.CareFields;
import io.omendb.server.cli.care.CareStory;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.ProgressBar;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies a database, which on a server may be in use, into a directory. */
@Command(name = "create", description = "Copy the database into a directory; on a server, there.")
final class BackupCreateCommand extends OmenCommand {
  @Parameters(paramLabel = "DIR", description = "Where to; not there yet, or empty.")
  private Path directory = Path.of("");

  @Override
  void run() {
    try (Database database = open()) {
      long started = System.nanoTime();
      BackupSummary summary = backup(database);
      long nanos = System.nanoTime() - started;
      if (console().format() == OutputFormat.TABLE) {
        CareStory.of(directory, summary, nanos).forEach(console()::line);
      } else {
        console().answer(CareFields.of(directory, summary, nanos));
      }
    }
  }

  private BackupSummary backup(Database database) {
    try (ProgressBar bar = new ProgressBar(console(), "copying", "bytes")) {
      return database.backup(
          directory, (done, total) -> bar.update(total == 0 ? 0 : (double) done / total, done));
    }
  }
}
