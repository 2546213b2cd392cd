package io.omendb.benchmarks.nearest;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.Hit;
import io.omendb.Metric;
import io.omendb.NearestQuery;
import io.omendb.NearestResult;
import io.omendb.NearestSpec;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.benchmarks.vectors.RowWindow;
import io.omendb.benchmarks.vectors.TagColumn;
import io.omendb.benchmarks.vectors.TaggedRows;
import io.omendb.benchmarks.vectors.VectorSet;
import io.omendb.benchmarks.vectors.WantedRows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * OmenDB through its public API: a collection with one vector column, and a string column for each
 * filter by equality, row numbers as keys.
 */
final class OmenIndex implements NearestIndex {
  private static final String COLUMN = "v";
  private static final List<Double> RECALLS = List.of(0.9, 0.98, 0.99, 0.995, 0.998, 0.9995, 1.0);

  private final Path directory;
  private final SearchMode mode;
  private final int count;
  private final int dimension;
  private final Database database;
  private final Collection rows;

  OmenIndex(Path directory, VectorSet base, Metric metric, String mode, List<TagColumn> tags) {
    this.directory = directory;
    this.mode =
        searchMode(mode)
            .orElseThrow(() ->
                new OmenException(
                    ErrorCode.UNSUPPORTED,
                    "This build of OmenDB has no search mode '" + mode + "'",
                    "mode",
                    "take one of scan, " + modes(),
                    null));
    count = base.count();
    dimension = base.dimension();
    database = Database.open("file:" + directory, options());
    rows =
        database.createCollection(
            "rows",
            Schema.parse(
                COLUMN
                    + " vector<float32>["
                    + base.dimension()
                    + ", "
                    + metric.text()
                    + "] not null"
                    + tags.stream()
                        .map(tag -> ", " + tag.name() + " utf8 not null")
                        .collect(Collectors.joining())));
    rows.bulkLoad(
        IntStream.range(0, base.count()).mapToObj(row -> row(base, tags, row)).iterator());
  }

  private static Row row(VectorSet base, List<TagColumn> tags, int number) {
    Row row = Row.of(number).with(COLUMN, base.row(number));
    for (TagColumn tag : tags) {
      row = row.with(tag.name(), tag.value(number));
    }
    return row;
  }

  /** A graph for every segment that is not tiny, where it is graphs that are measured. */
  private DatabaseOptions options() {
    return mode == SearchMode.GRAPH
        ? DatabaseOptions.defaults()
            .with(DatabaseOptions.Key.VECTORS_GRAPH, "lucene")
            .with(DatabaseOptions.Key.VECTORS_GRAPH_ROWS, "1000")
        : DatabaseOptions.defaults();
  }

  /** The search mode of a name; empty where this build has none. */
  static Optional<SearchMode> searchMode(String name) {
    return Arrays.stream(SearchMode.values()).filter(mode -> text(mode).equals(name)).findFirst();
  }

  private static String modes() {
    return Arrays.stream(SearchMode.values())
        .filter(mode -> mode != SearchMode.AUTO)
        .map(OmenIndex::text)
        .collect(Collectors.joining(", "));
  }

  private static String text(SearchMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  /** What to sweep: exact modes have nothing to set; one with a recall target is swept over it. */
  @Override
  public List<Setting> settings(int k) {
    return mode == SearchMode.FAST || mode == SearchMode.GRAPH
        ? RECALLS.stream().map(recall -> new Setting("recall", recall)).toList()
        : List.of(Setting.NONE);
  }

  @Override
  public void search(float[] query, int k, WantedRows wanted, Setting setting, Answer answer) {
    answer(rows.nearest(spec(query, k, wanted, setting)), answer);
  }

  @Override
  public void searchAll(
      float[][] queries, int k, WantedRows[] wanted, Setting setting, Answer[] answers) {
    List<NearestSpec> specs =
        IntStream.range(0, queries.length)
            .mapToObj(i -> spec(queries[i], k, wanted[i], setting))
            .toList();
    List<NearestResult> results = rows.nearestAll(specs);
    for (int i = 0; i < answers.length; i++) {
      answer(results.get(i), answers[i]);
    }
  }

  private NearestSpec spec(float[] query, int k, WantedRows wanted, Setting setting) {
    NearestQuery asked =
        rows.nearest(COLUMN, query).k(k).mode(mode).recall(setting.value()).columns();
    return switch (wanted) {
      case RowWindow window -> asked.keys(window.from(), window.to()).spec();
      case TaggedRows tagged -> asked.where(tagged.where()).spec();
    };
  }

  private static void answer(NearestResult result, Answer answer) {
    answer.clear();
    for (Hit hit : result.hits()) {
      answer.add((int) hit.key());
    }
    if (result.certified()) {
      answer.certify();
    }
  }

  /**
   * The sections of the codes that a mode reads, or vectors and graph:
   * docs/decisions/0009-searches-by-codes.md.
   */
  @Override
  public long searchedBytes() {
    if (rows.stats().segments().stream().allMatch(segment -> segment.codesBytes() == 0)) {
      return (long) count * dimension * Float.BYTES; // Too few or too short for codes.
    }
    int rotated = Math.ceilDiv(dimension, 24) * 24;
    int normBytes = Float.BYTES;
    double presentBytes = 1.0 / Byte.SIZE;
    int signBytes = rotated / Byte.SIZE;
    int certificateBytes = rotated / 4 + 2 + Math.ceilDiv(rotated, 32) * 32 + 2 * Float.BYTES;
    double rowBytes =
        switch (mode) {
          case FAST -> normBytes + presentBytes + signBytes;
          case EXACT -> normBytes + presentBytes + certificateBytes;
          case GRAPH -> dimension * Float.BYTES + graphBytes();
          case AUTO -> normBytes + presentBytes + certificateBytes + signBytes;
        };
    return Math.round(rowBytes * count);
  }

  /** Of a row, about: lists of 32 neighbours, and one row in sixteen has one of 16 more. */
  private static double graphBytes() {
    return 33 * Integer.BYTES + 18 * Integer.BYTES / 16.0;
  }

  @Override
  public long totalBytes() {
    return DirectorySize.of(directory);
  }

  @Override
  public void close() {
    database.close();
  }
}
