package io.omendb.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The tokens of a server. A running server takes changes within seconds. */
@Command(
    name = "token",
    description = "Make, list and revoke the tokens that a server asks for.",
    subcommands = {TokenCreateCommand.class, TokenListCommand.class, TokenRevokeCommand.class})
final class TokenCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
  @Spec
  private CommandSpec spec;

  /** Called where none of the three is named. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing what to do: create, list or revoke");
  }
}
