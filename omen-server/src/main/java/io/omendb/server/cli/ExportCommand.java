package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.KeyRange;
import io.omendb.RowCursor;
import io.omendb.ScanSpec;
import io.omendb.predicate.Predicate;
import io.omendb.server.cli.console.ProgressBar;
import io.omendb.server.cli.transfer.Exporter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Exports rows to a file. */
@Command(
    name = "export",
    description = "Export rows to a file: .csv, .jsonl or .arrow, each also with .gz behind it.")
final class ExportCommand extends OmenCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The file; replaced where it is there.")
  private Path file = Path.of("");

  @Mixin private FilterOptions filter = new FilterOptions();

  @Override
  void run() {
    Exporter.checkFormat(file);
    KeyRange keys = filter.keys();
    Predicate where = filter.where();
    try (Database database = open();
        ProgressBar progress = new ProgressBar(console(), "exporting")) {
      Collection collection = database.collection(name);
      long started = System.nanoTime();
      long rows;
      try (RowCursor cursor =
          collection.scan(new ScanSpec(keys, false, ScanSpec.NO_LIMIT, where, null))) {
        rows =
            Exporter.run(
                cursor, collection.schema(), file, collection.count(keys, where), progress);
      }
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("name", collection.name());
      answer.put("rows", rows);
      answer.put("nanos", System.nanoTime() - started);
      console().answer(answer);
    }
  }
}
