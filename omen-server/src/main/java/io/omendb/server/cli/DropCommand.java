package io.omendb.server.cli;

import io.omendb.Database;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes a collection and its rows. */
@Command(name = "drop", description = "Remove a collection and all its rows.")
final class DropCommand extends OmenCommand {
  @Parameters(paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Override
  void run() {
    try (Database database = open()) {
      database.dropCollection(name);
      console().answer(Map.of("dropped", name));
    }
  }
}
