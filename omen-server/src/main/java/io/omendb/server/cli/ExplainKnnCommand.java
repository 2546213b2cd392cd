package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.NearestPlan;
import io.omendb.NearestSpec;
import io.omendb.server.answers.NearestFields;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.explain.NearestStory;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs a nearest-rows search and prints what it did, as a tree or as one JSON object. */
@Command(name = "knn", description = "Run a nearest-rows search and print what it did.")
final class ExplainKnnCommand extends OmenCommand {
  @Parameters(paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Mixin private NearestOptions options = new NearestOptions();

  @Override
  void run() {
    // The rows themselves are not printed.
    NearestSpec spec = options.spec(List.of());
    VectorModule.load();
    try (Database database = open()) {
      Collection collection = database.collection(name);
      NearestPlan plan =
          root().isEmbedded()
              ? Warmth.lastOf(() -> collection.explainNearest(spec))
              : collection.explainNearest(spec);
      if (console().format() == OutputFormat.TABLE) {
        NearestStory.tell(name, plan).forEach(console()::line);
      } else {
        console().answer(NearestFields.of(name, plan));
      }
    }
  }
}
