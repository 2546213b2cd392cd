package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.CollectionStats;
import io.omendb.Database;
import io.omendb.server.cli.console.RowPrinter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Something done to one collection or to all of them in turn. */
abstract class CareCommand extends OmenCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The collection; all where none is named.")
  private @Nullable String name;

  abstract void tend(Collection collection);

  @Override
  final void run() {
    try (Database database = open()) {
      RowPrinter printer =
          console().rows(List.of("name", "segments", "segmentRows", "segmentBytes", "nanos"));
      for (String each : name == null ? database.listCollections() : List.of(name)) {
        Collection collection = database.collection(each);
        long started = System.nanoTime();
        tend(collection);
        long nanos = System.nanoTime() - started;
        CollectionStats stats = collection.stats();
        printer.print(
            List.of(
                each, stats.segments().size(), stats.segmentRows(), stats.segmentBytes(), nanos));
      }
      printer.end();
    }
  }
}
