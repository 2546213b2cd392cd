package io.omendb.benchmarks.command;

/** A suite of benchmarks that is reported as JMH measured it: those of one package. */
enum Suite {
  /** Storage engines: key-value operations and blobs. */
  STORAGE("storage", "Storage engines: key-value operations and blobs."),
  /** Compute engines: scans of vectors. */
  COMPUTE("compute", "Compute engines: scans of vectors."),
  /** The database through its API, beside RocksDB. */
  DATABASE("database", "The database through its API, beside RocksDB.");

  private final String text;
  private final String description;

  Suite(String text, String description) {
    this.text = text;
    this.description = description;
  }

  /** The name on the command line and the package of its benchmarks. */
  String text() {
    return text;
  }

  /** What it measures, for people. */
  String description() {
    return description;
  }

  /** A regular expression for the benchmarks of the suite. */
  String pattern() {
    return "io\\.omendb\\.benchmarks\\." + text + "\\..*";
  }
}
