package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.server.cli.Location.Absent;
import io.omendb.server.cli.console.ProgressBar;
import io.omendb.server.transfer.Importer;
import io.omendb.server.transfer.TransferFile;
import io.omendb.server.transfer.Transferred;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports the rows of a file. */
@Command(
    name = "import",
    description = "Import a file: .csv, .jsonl or .arrow, each also with .gz behind it.")
final class ImportCommand extends OmenCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "The file.")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description = "The file's column that is the row's key (default: key).")
  private String keyColumn = "key";

  @Option(
      names = "--schema",
      paramLabel = "TEXT",
      description = "Create the collection with these columns where it is not there yet.")
  private @Nullable String schema;

  @Option(
      names = "--bulk",
      description = "Load all rows at once, past the log: the fastest way; all rows or none.")
  private boolean bulk;

  @Option(
      names = "--resume",
      description = "Keep the place in FILE.NAME.import, and go on there after an interruption.")
  private boolean resume;

  @Option(
      names = "--on-server",
      description = "The server reads FILE, in its server.transfer-dir; with --url.")
  private boolean onServer;

  private Importer.Mode mode() {
    if (onServer && resume) {
      throw OmenException.invalid("--resume", "--resume keeps a place here", "leave one out");
    }
    if (bulk && resume) {
      throw OmenException.invalid(
          "--resume",
          "--bulk imports all rows or none, so there is no place to keep",
          "choose one");
    }
    return bulk ? Importer.Mode.BULK : resume ? Importer.Mode.RESUME : Importer.Mode.BATCHES;
  }

  @Override
  void run() {
    Importer.Mode mode = mode();
    Importer.checkFormat(file); // before a database is made for nothing
    Schema columns = schema == null ? null : Schema.parse(schema);
    try (Database database = root().open(columns == null ? Absent.FAIL : Absent.CREATE);
        ProgressBar progress = new ProgressBar(console(), "importing")) {
      Collection collection = collection(database, columns);
      long started = System.nanoTime();
      long rows = rows(database, collection, mode, done -> show(progress, done));
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("name", collection.name());
      answer.put("rows", rows);
      answer.put("nanos", System.nanoTime() - started);
      console().answer(answer);
    }
  }

  private long rows(
      Database database,
      Collection collection,
      Importer.Mode mode,
      Consumer<Transferred> progress) {
    if (onServer) {
      return OnServer.files(database)
          .importFile(collection.name(), file.toString(), keyColumn, bulk, progress);
    }
    return Importer.run(TransferFile.of(file), collection, keyColumn, mode, progress);
  }

  private static void show(ProgressBar bar, Transferred done) {
    bar.update(done.fraction(), done.rows());
  }

  private Collection collection(Database database, @Nullable Schema columns) {
    if (columns == null) {
      return database.collection(name);
    }
    if (!database.listCollections().contains(name)) {
      return database.createCollection(name, columns);
    }
    Collection collection = database.collection(name);
    if (!collection.schema().equals(columns)) {
      throw OmenException.invalid(
          "schema",
          "The collection '" + name + "' is there with other columns: " + collection.schema(),
          "leave out --schema");
    }
    return collection;
  }
}
