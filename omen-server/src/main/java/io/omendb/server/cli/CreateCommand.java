package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Schema;
import io.omendb.server.cli.Location.Absent;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a collection, and the database around it where there is none. */
@Command(name = "create", description = "Create a collection, and the database if need be.")
final class CreateCommand extends OmenCommand {
  @Parameters(paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Option(
      names = "--schema",
      required = true,
      paramLabel = "TEXT",
      description = {
        "The columns, for instance 'name utf8 not null, position vector<float32>[3]'.",
        "Types: bool int32 int64 float32 float64 timestamp utf8 binary,",
        "vector<float32>[DIM], vector<float32>[DIM, l2|cosine|dot]."
      })
  private String schema = "";

  @Override
  void run() {
    Schema columns = Schema.parse(schema); // before a database is made for nothing
    try (Database database = root().open(Absent.CREATE)) {
      Collection created = database.createCollection(name, columns);
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("name", created.name());
      answer.put("schema", created.schema().toString());
      console().answer(answer);
    }
  }
}
