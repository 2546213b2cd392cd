package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.Hit;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.Schema;
import io.omendb.server.answers.HitFields;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import java.util.List;
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
      console().answer(HitFields.of(result));
      return;
    }
    if (console().format() == OutputFormat.JSONL) {
      result.hits().forEach(hit -> console().answer(HitFields.of(hit)));
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
}
