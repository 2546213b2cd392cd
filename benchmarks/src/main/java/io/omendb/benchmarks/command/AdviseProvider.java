package io.omendb.benchmarks.command;

import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.CommandProvider;

/** Adds {@code advise} to the command line. */
public final class AdviseProvider implements CommandProvider {
  /** For {@code ServiceLoader}. */
  public AdviseProvider() {}

  @Override
  public Object command(CommandContext context) {
    return new AdviseCommand(context);
  }
}
