package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.server.cli.console.RowPrinter;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the collections. */
@Command(name = "collections", description = "List the collections.")
final class CollectionsCommand extends OmenCommand {
  @Override
  void run() {
    try (Database database = open()) {
      RowPrinter printer = console().rows(List.of("name", "rows", "schema"));
      for (String name : database.listCollections()) {
        Collection collection = database.collection(name);
        printer.print(List.of(name, collection.count(), collection.schema().toString()));
      }
      printer.end();
    }
  }
}
