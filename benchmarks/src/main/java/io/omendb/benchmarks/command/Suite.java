package io.omendb.benchmarks.command;

/** A suite of benchmarks: those of one package. */
enum Suite {
  /** Index engines and in-memory maps: nanoseconds per lookup and per key trained. */
  INDEX("index"),
  /** Storage engines: key-value operations and blobs. */
  STORAGE("storage"),
  /** Compute engines: scans of vectors. */
  COMPUTE("compute"),
  /** The database through its API, beside RocksDB. */
  DATABASE("database");

  private final String text;

  Suite(String text) {
    this.text = text;
  }

  /** The name on the command line and the package of its benchmarks. */
  String text() {
    return text;
  }

  /** A regular expression for the benchmarks of the suite. */
  String pattern() {
    return "io\\.omendb\\.benchmarks\\." + text + "\\..*";
  }
}
