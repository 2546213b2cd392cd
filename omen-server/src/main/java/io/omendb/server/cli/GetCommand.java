package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.values.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints rows by key: as JSON one row for one key, an array for several. */
@Command(name = "get", description = "Print the rows under some keys.")
final class GetCommand extends OmenCommand {
  private static final int KEYS_NAMED = 5;

  @Parameters(index = "0", paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "KEY",
      converter = KeyConverter.class,
      description = "The keys.")
  private List<Long> keys = List.of();

  @Override
  void run() {
    try (Database database = open()) {
      Collection collection = database.collection(name);
      if (keys.size() == 1) {
        one(collection, keys.getFirst());
      } else {
        many(collection);
      }
    }
  }

  private void one(Collection collection, long key) {
    Optional<Row> row = collection.get(key);
    if (row.isEmpty()) {
      throw notFound(List.of(key));
    }
    if (console().format() == OutputFormat.JSON) {
      console().line(JsonWriter.write(row.get()));
    } else {
      printRows(collection, List.of(row.get()));
    }
  }

  private void many(Collection collection) {
    List<Row> rows = collection.getAll(keys.stream().mapToLong(Long::longValue).toArray());
    printRows(collection, rows);
    var found = rows.stream().map(Row::key).collect(Collectors.toSet());
    List<Long> missing = keys.stream().filter(key -> !found.contains(key)).toList();
    if (!missing.isEmpty()) {
      throw notFound(missing);
    }
  }

  private OmenException notFound(List<Long> missing) {
    String named =
        missing.stream().limit(KEYS_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    String rest =
        missing.size() > KEYS_NAMED ? " and " + (missing.size() - KEYS_NAMED) + " more" : "";
    return new OmenException(
        ErrorCode.ROW_NOT_FOUND, "No row in '" + name + "' with key " + named + rest);
  }
}
