package io.omendb.benchmarks.nearest;

import io.omendb.Limits;
import io.omendb.Metric;
import io.omendb.OmenException;
import io.omendb.benchmarks.vectors.TagColumn;
import io.omendb.benchmarks.vectors.VectorSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The systems that are measured, their modes, and how each is set up. */
public enum NearestSystem {
  /** This database. */
  OMENDB(
      List.of("scan", "exact", "fast", "graph"),
      "`scan`: the compute engine's float32 kernel over rows off heap, no database; the others:"
          + " `Database.open(\"file:...\")` with its defaults, one vector column, filled by"
          + " `bulkLoad`, searched with `nearest(...).mode(...)`, keys returned",
      "keys; `scan`: those rows alone",
      "`where` on a `utf8` column; `scan`: `gatherDistance` over the row numbers, which it is given"),
  /** Apache Lucene. */
  LUCENE(
      List.of("hnsw", "hnsw_1bit"),
      "lucene-core: HNSW with M 16 and a beam of 100, merged to one segment, mapped; `hnsw` over"
          + " float32, `hnsw_1bit` over one bit a dimension (queries of four), candidates scored"
          + " again with `RescoreTopNQuery`; document numbers returned",
      "`LongPoint.newRangeQuery` as the filter of `KnnFloatVectorQuery`",
      "`TermQuery` on a `KeywordField` as that filter"),
  /** JVector. */
  JVECTOR(
      List.of("graph", "graph_pq"),
      "jvector: graph on the heap with M 16, a beam of 100, overflow 1.2, alpha 1.2;"
          + " `graph` over float32, `graph_pq` searched through product codes of 8"
          + " dimensions a byte, candidates scored again",
      "`Bits` that compare the row with the range",
      "`Bits` of a bit set for each value, made before");

  /** The modes that look at every row and so must miss none. */
  private static final List<String> EXHAUSTIVE = List.of("scan", "exact");

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, which its type does not say.
  private final List<String> modes;

  private final String setup;
  private final String keyFilter;
  private final String whereFilter;

  NearestSystem(List<String> modes, String setup, String keyFilter, String whereFilter) {
    this.modes = modes;
    this.setup = setup;
    this.keyFilter = keyFilter;
    this.whereFilter = whereFilter;
  }

  /** The name in results and on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The modes it can be measured in, those that this build lacks included. */
  public List<String> modes() {
    return modes;
  }

  /** Whether this build has a mode. */
  public boolean has(String mode) {
    return modes.contains(mode)
        && (this != OMENDB || mode.equals("scan") || OmenIndex.searchMode(mode).isPresent());
  }

  /**
   * The most queries that one call of a mode takes; 1 where the library has no such call. {@link
   * NearestIndex#searchAll} makes the call.
   */
  public int maxBatch(String mode) {
    return this == OMENDB && !mode.equals("scan") ? Limits.MAX_SEARCHES : 1;
  }

  /** Whether a mode looks at every row. */
  boolean isExhaustive(String mode) {
    return this == OMENDB && EXHAUSTIVE.contains(mode);
  }

  /** How it is set up, in Markdown. */
  public String setup() {
    return setup;
  }

  /** How a range of keys is asked for, in Markdown. */
  public String keyFilter() {
    return keyFilter;
  }

  /** How rows with one value in a string column are asked for, in Markdown. */
  public String whereFilter() {
    return whereFilter;
  }

  /**
   * Makes vectors searchable.
   *
   * @param directory an empty one, for its files
   * @param tags string columns that rows have beside their vectors
   */
  NearestIndex open(
      String mode, Path directory, VectorSet base, Metric metric, List<TagColumn> tags) {
    return switch (this) {
      case OMENDB ->
          mode.equals("scan")
              ? new ScanIndex(base, metric)
              : new OmenIndex(directory, base, metric, mode, tags);
      case LUCENE -> new LuceneIndex(directory, base, metric, mode.equals("hnsw_1bit"), tags);
      case JVECTOR -> new JVectorIndex(base, metric, mode.equals("graph_pq"));
    };
  }

  /** The names, in order. */
  public static List<String> names() {
    return Arrays.stream(values()).map(NearestSystem::text).toList();
  }

  /**
   * The system of a name.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} listing those there are
   */
  public static NearestSystem parse(String name) {
    return Arrays.stream(values())
        .filter(system -> system.text().equals(name))
        .findFirst()
        .orElseThrow(() ->
            OmenException.invalid(
                "system",
                "No system named '" + name + "'",
                "take all, or some of " + String.join(", ", names())));
  }
}
