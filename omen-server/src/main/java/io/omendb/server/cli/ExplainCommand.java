package io.omendb.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says how a read finds its answer; its commands are named after those they explain. */
@Command(
    name = "explain",
    description = "Run a get or knn and say how it found its answer.",
    subcommands = {ExplainGetCommand.class, ExplainKnnCommand.class})
final class ExplainCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // set by picocli before the command runs
  @Spec
  private CommandSpec spec;

  /** Called where neither is named. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing what to explain: get or knn");
  }
}
