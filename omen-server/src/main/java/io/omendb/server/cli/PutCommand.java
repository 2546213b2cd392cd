package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.server.values.ColumnValues;
import io.omendb.server.values.JsonReader;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Inserts or replaces one row. */
@Command(name = "put", description = "Insert a row, or replace the one under its key.")
final class PutCommand extends OmenCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "KEY",
      converter = KeyConverter.class,
      description = "The row's key, an int64.")
  private long key;

  @Parameters(
      index = "2",
      paramLabel = "JSON",
      description = {
        "The row, for instance '{\"name\":\"Geneva\",\"position\":[0.69,0.07,0.72]}'.",
        "Binary is base64, a timestamp is ISO-8601."
      })
  private String json = "";

  @Override
  void run() {
    Map<String, Object> fields = JsonReader.readObject("row", json);
    try (Database database = open()) {
      Collection collection = database.collection(name);
      long seq = collection.put(ColumnValues.row(collection.schema(), key, fields));
      console().answer(Map.of("seq", seq));
    }
  }
}
