package io.omendb.server.cli;

import io.omendb.DatabaseOptions;
import io.omendb.server.cli.console.Console;

/** What the global options say, for commands of other jars. */
public interface CommandContext {
  /** Where answers and notes go, in the format asked for. */
  Console console();

  /** The database settings: environment, then {@code --set}. */
  DatabaseOptions databaseOptions();

  /** What was built, as {@code git describe} names it; {@code unknown} outside {@code bin/omen}. */
  String commit();
}
