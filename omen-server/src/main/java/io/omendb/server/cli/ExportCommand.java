package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.KeyRange;
import io.omendb.ScanSpec;
import io.omendb.predicate.Predicate;
import io.omendb.server.cli.console.ProgressBar;
import io.omendb.server.transfer.Exporter;
import io.omendb.server.transfer.TransferFile;
import io.omendb.server.transfer.Transferred;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--on-server",
      description = "The server writes FILE, in its server.transfer-dir; with --url.")
  private boolean onServer;

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
      Consumer<Transferred> shown = done -> progress.update(done.fraction(), done.rows());
      long rows =
          onServer
              ? OnServer.files(database)
                  .exportFile(collection.name(), file.toString(), keys, where, shown)
              : export(collection, keys, where, shown);
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("name", collection.name());
      answer.put("rows", rows);
      answer.put("nanos", System.nanoTime() - started);
      console().answer(answer);
    }
  }

  private long export(
      Collection collection,
      KeyRange keys,
      @Nullable Predicate where,
      Consumer<Transferred> progress) {
    ScanSpec all = new ScanSpec(keys, false, ScanSpec.NO_LIMIT, where, null);
    return Exporter.run(collection, all, TransferFile.of(file), progress);
  }
}
