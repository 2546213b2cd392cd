package io.omendb.server.cli;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.NearestSpec;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.ScanSpec;
import io.omendb.SearchMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says how many of the true nearest rows searches find, with rows of the collection as queries. */
@Command(
    name = "recall",
    description = "Measure how many of the true nearest rows searches find.",
    footer = {
      "",
      "The queries are vectors of rows spread over the keys, so each finds its own row besides."
    })
final class RecallCommand extends OmenCommand {
  @Parameters(paramLabel = "NAME", description = "The collection.")
  private String name = "";

  @Option(names = "--sample", paramLabel = "N", description = "How many queries (default: 100).")
  private int sample = 100;

  @Option(names = "-k", paramLabel = "K", description = "How many rows (default: 10).")
  private int k = 10;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "The vector column; may be left out where there is one only.")
  private @Nullable String column;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "auto, exact, fast or graph (default: fast).")
  private String mode = "fast";

  @Option(
      names = "--recall",
      paramLabel = "FRACTION",
      description = "How many of the true nearest rows modes fast and graph aim to find, 0..1.")
  private double recall;

  @Override
  void run() {
    SearchMode searchMode = NearestOptions.mode(mode);
    if (sample < 1) {
      throw OmenException.invalid("sample", "sample is " + sample + ", must be at least 1", null);
    }
    VectorModule.load();
    try (Database database = open()) {
      Collection collection = database.collection(name);
      List<NearestSpec> searches = searches(collection, searchMode);
      double measured = collection.measureRecall(searches);
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("mode", searchMode.name().toLowerCase(Locale.ROOT));
      answer.put("k", k);
      answer.put("queries", searches.size());
      answer.put("recall", measured);
      console().answer(answer);
    }
  }

  private List<NearestSpec> searches(Collection collection, SearchMode searchMode) {
    String vectors = NearestSpec.vectorColumn(collection.schema(), column).name();
    List<NearestSpec> searches = new ArrayList<>();
    for (long from : starts(collection)) {
      float[] vector = firstVector(collection, vectors, from);
      if (vector != null) {
        searches.add(
            new NearestSpec(
                vectors,
                vector,
                k,
                KeyRange.ALL,
                null,
                searchMode,
                List.of(),
                Double.POSITIVE_INFINITY,
                recall));
      }
    }
    if (searches.isEmpty()) {
      throw new OmenException(
          ErrorCode.INVALID_ARGUMENT, "Collection '" + name + "' has no vectors to search with");
    }
    return searches;
  }

  /** Keys at equal distances between the least and the greatest of the collection. */
  private long[] starts(Collection collection) {
    Row first = row(collection, KeyRange.ALL, false, List.of());
    Row last = row(collection, KeyRange.ALL, true, List.of());
    if (first == null || last == null) {
      return new long[0];
    }
    double span = (double) last.key() - first.key();
    long[] starts = new long[sample];
    for (int i = 0; i < sample; i++) {
      starts[i] = i == 0 ? first.key() : (long) (first.key() + span * i / sample);
    }
    return starts;
  }

  private static float @Nullable [] firstVector(Collection collection, String column, long from) {
    Row row = row(collection, KeyRange.between(from, null), false, List.of(column));
    return row != null && row.get(column) instanceof float[] vector ? vector : null;
  }

  private static @Nullable Row row(
      Collection collection, KeyRange keys, boolean descending, List<String> columns) {
    try (RowCursor cursor = collection.scan(new ScanSpec(keys, descending, 1, null, columns))) {
      return cursor.hasNext() ? cursor.next() : null;
    }
  }
}
