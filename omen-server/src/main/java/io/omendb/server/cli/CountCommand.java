package io.omendb.server.cli;

import io.omendb.Database;
import io.omendb.KeyRange;
import io.omendb.predicate.Predicate;
import io.omendb.server.cli.console.OutputFormat;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Counts rows. */
@Command(
    name = "count",
    description = "Count the rows, all or those that a range and a predicate let through.")
final class CountCommand extends OmenCommand {
  @Parameters(paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Mixin private FilterOptions filter = new FilterOptions();

  @Override
  void run() {
    KeyRange keys = filter.keys();
    Predicate where = filter.where();
    try (Database database = open()) {
      long count = database.collection(name).count(keys, where);
      if (console().format() == OutputFormat.TABLE) {
        console().line(Long.toString(count));
      } else {
        console().answer(Map.of("count", count));
      }
    }
  }
}
