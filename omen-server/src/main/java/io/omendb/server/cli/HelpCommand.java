package io.omendb.server.cli;

import java.util.List;
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

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command to describe, with its own commands behind it.")
  private List<String> commands = List.of();

  @Override
  public void run() {
    CommandLine omen = spec.commandLine().getParent();
    CommandLine described = omen;
    for (String command : commands) {
      described = described.getSubcommands().get(command);
      if (described == null) {
        throw new ParameterException(omen, "No command named '" + String.join(" ", commands) + "'");
      }
    }
    described.usage(omen.getOut());
  }
}
