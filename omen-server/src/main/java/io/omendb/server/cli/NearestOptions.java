package io.omendb.server.cli;

import io.omendb.NearestSpec;
import io.omendb.OmenException;
import io.omendb.SearchMode;
import io.omendb.server.values.JsonReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what a nearest-rows search looks for. */
final class NearestOptions {
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

  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "auto, exact, fast or graph (default: auto).")
  private String mode = "auto";

  @Option(
      names = "--recall",
      paramLabel = "FRACTION",
      description = "How many of the true nearest rows modes fast and graph aim to find, 0..1.")
  private double recall;

  @Option(
      names = "--radius",
      paramLabel = "DISTANCE",
      description = "Only rows at this distance or nearer.")
  private double radius = Double.POSITIVE_INFINITY;

  /**
   * The search that is meant.
   *
   * @param columns the columns of the returned rows; null for all
   */
  NearestSpec spec(@Nullable List<String> columns) {
    return new NearestSpec(
        column,
        parse(vector),
        k,
        filter.keys(),
        filter.where(),
        mode(mode),
        columns,
        radius,
        recall);
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

  /** The mode of a name. */
  static SearchMode mode(String text) {
    return switch (text) {
      case "auto" -> SearchMode.AUTO;
      case "exact" -> SearchMode.EXACT;
      case "fast" -> SearchMode.FAST;
      case "graph" -> SearchMode.GRAPH;
      default ->
          throw OmenException.invalid(
              "mode", "No search mode named '" + text + "'", "use auto, exact, fast or graph");
    };
  }
}
