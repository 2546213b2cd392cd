package io.omendb.benchmarks.gate;

import io.omendb.OmenException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The paths that are guarded, each beside a plainer one. */
public enum GatePath {
  /** One model in place of twenty comparisons. */
  PGM_LOOKUP("lookups by pgm", "those by binary", "1 M uniform keys"),
  /** Two levels of models. */
  RMI_LOOKUP("lookups by rmi", "those by binary", "1 M uniform keys"),
  /** A model beside the best tree. */
  PGM_BESIDE_TREE("lookups by pgm", "those by btree", "1 M uniform keys"),
  /** Lookups that overlap their waits. */
  BATCH_LOOKUP("lookups of 1,024 keys a call by pgm", "those one by one", "1 M uniform keys"),
  /** What is left of a learned index in a whole get. */
  LEARNED_GET("gets with index.engine pgm", "those with binary", "300,000 rows of 100 bytes"),
  /** Gets that travel together through the levels. */
  MULTI_GET("multi-gets of 100 rows", "100 gets each", "300,000 rows of 100 bytes"),
  /** Filters that spare a search. */
  ABSENT_GET("gets of absent keys", "those of present ones", "300,000 rows of 100 bytes"),
  /** One commit for many rows. */
  BATCH_WRITE("batches of 1,000 rows", "1,000 asynchronous puts each", "new rows of 100 bytes"),
  /** Segments written past log and memtable. */
  BULK_LOAD(
      "bulk loads of 20,000 rows",
      "20 asynchronous batches of 1,000 each",
      "new rows of 100 bytes"),
  /** The vector kernels. */
  SIMD_SCAN("distances by vector_api", "those by scalar", "512 vectors of 128 dimensions"),
  /** The certificate by codes in place of every float32. */
  CODES_SEARCH(
      "exact searches by codes", "scans of the float32", "50,000 vectors of 128 dimensions");

  private final String path;
  private final String plain;
  private final String data;

  GatePath(String path, String plain, String data) {
    this.path = path;
    this.plain = plain;
    this.data = data;
  }

  /** The name in files and on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is guarded, beside what, over which data. */
  public String description() {
    return path + " against " + plain + ": " + data;
  }

  /** The names, in order. */
  public static List<String> names() {
    return Arrays.stream(values()).map(GatePath::text).toList();
  }

  /**
   * The paths of these names; all where there is none.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} listing those there are
   */
  public static List<GatePath> parse(List<String> names) {
    if (names.isEmpty() || names.equals(List.of("all"))) {
      return List.of(values());
    }
    return names.stream().distinct().map(GatePath::parse).toList();
  }

  /** The path of a name. */
  static GatePath parse(String name) {
    return Arrays.stream(values())
        .filter(path -> path.text().equals(name))
        .findFirst()
        .orElseThrow(() ->
            OmenException.invalid(
                "only",
                "No ratio named '" + name + "'",
                "take some of " + String.join(", ", names())));
  }

  /**
   * Both ways, ready to run and checked against each other.
   *
   * @param directory an empty one, for files
   */
  PathPair open(Path directory) {
    return switch (this) {
      case PGM_LOOKUP -> IndexPaths.lookups("binary", "pgm");
      case RMI_LOOKUP -> IndexPaths.lookups("binary", "rmi");
      case PGM_BESIDE_TREE -> IndexPaths.lookups("btree", "pgm");
      case BATCH_LOOKUP -> IndexPaths.batches("pgm");
      case LEARNED_GET -> RowPaths.learnedGet(directory);
      case MULTI_GET -> RowPaths.multiGet(directory);
      case ABSENT_GET -> RowPaths.absentGet(directory);
      case BATCH_WRITE -> WritePaths.batches(directory);
      case BULK_LOAD -> WritePaths.bulkLoad(directory);
      case SIMD_SCAN -> VectorPaths.kernels();
      case CODES_SEARCH -> VectorPaths.codes(directory);
    };
  }
}
