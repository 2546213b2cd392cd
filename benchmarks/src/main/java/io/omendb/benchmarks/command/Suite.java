package io.omendb.benchmarks.command;

/** A suite of benchmarks that is reported as JMH measured it: those of one package. */
enum Suite {
  /** Storage engines: key-value operations and blobs. */
  STORAGE("storage-engines", "storage", "Storage engines: key-value operations and blobs."),
  /** Compute engines: scans of vectors. */
  COMPUTE("compute", "compute", "Compute engines: scans of vectors."),
  /** The database through its API, beside RocksDB. */
  DATABASE("database", "database", "The database through its API, beside RocksDB.");

  private final String text;
  private final String folder; // the package below this one's parent
  private final String description;

  Suite(String text, String folder, String description) {
    this.text = text;
    this.folder = folder;
    this.description = description;
  }

  /** The name on the command line. */
  String text() {
    return text;
  }

  /** What it measures, for people. */
  String description() {
    return description;
  }

  /** A regular expression for the benchmarks of the suite. */
  String pattern() {
    return "io\\.omendb\\.benchmarks\\." + folder + "\\..*";
  }
}
