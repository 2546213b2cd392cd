package io.omendb.benchmarks.nearest;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.Hit;
import io.omendb.Metric;
import io.omendb.NearestResult;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.benchmarks.vectors.RowWindow;
import io.omendb.benchmarks.vectors.VectorSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** OmenDB through its public API: a collection with one vector column, row numbers as keys. */
final class OmenIndex implements NearestIndex {
  private static final String COLUMN = "v";

  private final Path directory;
  private final SearchMode mode;
  private final long floatBytes;
  private final Database database;
  private final Collection rows;

  OmenIndex(Path directory, VectorSet base, Metric metric, String mode) {
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
    floatBytes = base.rows().byteSize();
    database = Database.open("file:" + directory);
    rows =
        database.createCollection(
            "rows",
            Schema.parse(
                COLUMN
                    + " vector<float32>["
                    + base.dimension()
                    + ", "
                    + metric.text()
                    + "] not null"));
    rows.bulkLoad(
        IntStream.range(0, base.count())
            .mapToObj(row -> Row.of(row).with(COLUMN, base.row(row)))
            .iterator());
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
    return List.of(Setting.NONE);
  }

  @Override
  public void search(float[] query, int k, RowWindow window, Setting setting, Answer answer) {
    NearestResult result =
        rows.nearest(COLUMN, query)
            .k(k)
            .keys(window.from(), window.to())
            .mode(mode)
            .columns()
            .run();
    answer.clear();
    for (Hit hit : result.hits()) {
      answer.add((int) hit.key());
    }
    if (result.certified()) {
      answer.certify();
    }
  }

  /** The exact search goes through the float32 rows. */
  @Override
  public long searchedBytes() {
    return switch (mode) {
      case EXACT, AUTO -> floatBytes;
    };
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
