package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.GetPlan;
import io.omendb.server.answers.GetFields;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.explain.GetStory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Performs a get step by step and prints what it did, as a tree or as one JSON object. */
@Command(name = "get", description = "Perform a get step by step and print what it did.")
final class ExplainGetCommand extends OmenCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "KEY",
      converter = KeyConverter.class,
      description = "The key.")
  private long key;

  @Override
  void run() {
    VectorModule.load();
    try (Database database = open()) {
      Collection collection = database.collection(name);
      GetPlan plan =
          root().isEmbedded()
              ? Warmth.lastOf(() -> collection.explainGet(key))
              : collection.explainGet(key);
      if (console().format() == OutputFormat.TABLE) {
        GetStory.tell(name, plan).forEach(console()::line);
      } else {
        console().answer(GetFields.of(name, plan));
      }
    }
  }
}
