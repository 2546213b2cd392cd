package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Hit;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.Schema;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the rows whose vectors are nearest to one. */
@Command(name = "knn", description = "Print the rows whose vectors are nearest to a vector.")
final class KnnCommand extends OmenCommand {
  @Parameters(paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Mixin private NearestOptions options = new NearestOptions();

  @Override
  void run() {
    NearestSpec spec = options.spec(null);
    VectorModule.load();
    try (Database database = open()) {
      Collection collection = database.collection(name);
      print(collection.nearest(spec), collection.schema());
    }
  }

  private void print(NearestResult result, Schema schema) {
    if (console().format() == OutputFormat.JSON) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("hits", result.hits().stream().map(KnnCommand::fields).toList());
      answer.put("certified", result.certified());
      answer.put("mode", result.mode().name().toLowerCase(Locale.ROOT));
      answer.put("rowsScanned", result.rowsScanned());
      console().answer(answer);
      return;
    }
    if (console().format() == OutputFormat.JSONL) {
      result.hits().forEach(hit -> console().answer(fields(hit)));
      return;
    }
    List<String> names = columnNames(schema);
    names.addAll(1, List.of("distance", "score"));
    RowPrinter printer = console().rows(names);
    for (Hit hit : result.hits()) {
      List<@Nullable Object> values = values(hit.row(), schema);
      values.addAll(1, List.of(hit.distance(), hit.score()));
      printer.print(values);
    }
    printer.end();
  }

  private static Map<String, Object> fields(Hit hit) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", hit.key());
    fields.put("distance", hit.distance());
    fields.put("score", hit.score());
    fields.put("row", hit.row());
    return fields;
  }
}
