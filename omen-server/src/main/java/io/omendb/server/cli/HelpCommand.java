package io.omendb.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Describes all commands or one. */
@Command(name = "help", description = "Describe all commands, or one.")
final class HelpCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
  @Spec
  private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to describe.")
  private @Nullable String command;

  @Override
  public void run() {
    CommandLine omen = spec.commandLine().getParent();
    CommandLine described = command == null ? omen : omen.getSubcommands().get(command);
    if (described == null) {
      throw new ParameterException(omen, "No command named '" + command + "'");
    }
    described.usage(omen.getOut());
  }
}
