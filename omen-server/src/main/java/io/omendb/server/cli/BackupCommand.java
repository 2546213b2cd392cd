package io.omendb.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Backups of a database that may be in use. */
@Command(
    name = "backup",
    description = "Make, verify and restore backups.",
    subcommands = {
      BackupCreateCommand.class,
      BackupVerifyCommand.class,
      BackupRestoreCommand.class
    })
final class BackupCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
  @Spec
  private CommandSpec spec;

  /** Called where none of the three is named. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing what to do: create, verify or restore");
  }
}
