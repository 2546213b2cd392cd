package io.omendb.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The settings in force. */
@Command(
    name = "config",
    description = "Show and check the settings.",
    subcommands = {ConfigShowCommand.class, ConfigCheckCommand.class})
final class ConfigCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
  @Spec
  private CommandSpec spec;

  /** Called where neither is named. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing what to do: show or check");
  }
}
