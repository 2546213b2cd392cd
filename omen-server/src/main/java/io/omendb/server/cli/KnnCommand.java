package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.Hit;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import io.omendb.server.cli.values.JsonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the rows whose vectors are nearest to one. */
@Command(name = "knn", description = "Print the rows whose vectors are nearest to a vector.")
final class KnnCommand extends OmenCommand {
  @Parameters(paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Option(
      names = "--vector",
      required = true,
      paramLabel = "JSON",
      description = "The vector, for instance '[0.69,0.07,0.72]'.")
  private String vector = "";

  @Option(names = "-k", paramLabel = "K", description = "How many rows (default: 10).")
  private int k = 10;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "The vector column; may be left out where there is one only.")
  private @Nullable String column;

  @Mixin private KeyRangeOptions range = new KeyRangeOptions();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "auto or exact (default: auto); fast and graph are not in this release.")
  private String mode = "auto";

  @Override
  void run() {
    NearestSpec spec = new NearestSpec(column, parse(vector), k, range.keys(), mode(mode), null);
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

  private static float[] parse(String text) {
    List<Float> elements = new ArrayList<>();
    if (!(JsonReader.read("vector", text) instanceof List<?> list)) {
      throw notAVector(text);
    }
    for (Object element : list) {
      if (!(element instanceof Number number)) {
        throw notAVector(text);
      }
      elements.add(number.floatValue());
    }
    float[] result = new float[elements.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = elements.get(i);
    }
    return result;
  }

  private static OmenException notAVector(String text) {
    return OmenException.invalid(
        "vector",
        "The vector is not an array of numbers: " + text,
        "write for instance '[0.69,0.07,0.72]'");
  }

  private static SearchMode mode(String text) {
    return switch (text) {
      case "auto" -> SearchMode.AUTO;
      case "exact" -> SearchMode.EXACT;
      case "fast", "graph" ->
          throw new OmenException(
              ErrorCode.UNSUPPORTED,
              "The search mode '" + text + "' is not in this release",
              "mode",
              "use exact",
              null);
      default ->
          throw OmenException.invalid(
              "mode", "No search mode named '" + text + "'", "use auto or exact");
    };
  }
}
