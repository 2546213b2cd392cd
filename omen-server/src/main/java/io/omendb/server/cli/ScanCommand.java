package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.RowCursor;
import io.omendb.ScanSpec;
import io.omendb.Schema;
import io.omendb.server.cli.console.RowPrinter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the rows of a key range, as they are read. */
@Command(name = "scan", description = "Print the rows of a key range, in key order.")
final class ScanCommand extends OmenCommand {
  @Parameters(paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(names = "--limit", paramLabel = "N", description = "At most this many rows.")
  private long limit = ScanSpec.NO_LIMIT;

  @Option(names = "--reverse", description = "Greatest key first.")
  private boolean reverse;

  @Option(
      names = "--columns",
      paramLabel = "A,B",
      split = ",",
      description = "Only these columns, in this order.")
  private @Nullable List<String> columns;

  @Override
  void run() {
    ScanSpec spec = new ScanSpec(filter.keys(), reverse, limit, filter.where(), columns);
    try (Database database = open()) {
      Collection collection = database.collection(name);
      Schema schema = columns == null ? collection.schema() : collection.schema().project(columns);
      try (RowCursor cursor = collection.scan(spec)) {
        RowPrinter printer = console().rows(columnNames(schema));
        while (cursor.hasNext()) {
          printer.print(values(cursor.next(), schema));
        }
        printer.end();
      }
    }
  }
}
