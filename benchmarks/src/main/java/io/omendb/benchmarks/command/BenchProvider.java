package io.omendb.benchmarks.command;

import io.omendb.server.cli.CommandContext;
import io.omendb.server.cli.CommandProvider;

/** Adds {@code bench} to the command line. */
public final class BenchProvider implements CommandProvider {
  /** For {@code ServiceLoader}. */
  public BenchProvider() {}

  @Override
  public Object command(CommandContext context) {
    return BenchCommand.spec(context);
  }
}
