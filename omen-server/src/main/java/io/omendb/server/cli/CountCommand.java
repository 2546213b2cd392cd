package io.omendb.server.cli;

import io.omendb.Database;
import io.omendb.KeyRange;
import io.omendb.server.cli.console.OutputFormat;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Counts rows. */
@Command(name = "count", description = "Count the rows, all or those of a key range.")
final class CountCommand extends OmenCommand {
  @Parameters(paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Mixin private KeyRangeOptions range = new KeyRangeOptions();

  @Override
  void run() {
    KeyRange keys = range.keys();
    try (Database database = open()) {
      long count = database.collection(name).count(keys);
      if (console().format() == OutputFormat.TABLE) {
        console().line(Long.toString(count));
      } else {
        console().answer(Map.of("count", count));
      }
    }
  }
}
