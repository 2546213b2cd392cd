package io.omendb.benchmarks.command;

import java.util.List;

/** A suite of benchmarks, and which of its parameters say what was measured. */
enum Suite {
  /** Index engines and in-memory maps: nanoseconds per lookup and per key trained. */
  INDEX("index", List.of("linear", "rmi", "binary", "treemap", "skiplist", "binary_search", "fastutil")),
  /** Storage engines: key-value operations and blobs. */
  STORAGE("storage", List.of()),
  /** Compute engines: scans of vectors. */
  COMPUTE("compute", List.of()),
  /** The database through its API, beside RocksDB. */
  DATABASE("database", List.of());

  private final String text;
  private final List<String> systems;

  Suite(String text, List<String> systems) {
    this.text = text;
    this.systems = systems;
  }

  /** The name on the command line and the package of its benchmarks. */
  String text() {
    return text;
  }

  /** A regular expression for the benchmarks of the suite. */
  String pattern() {
    return "io\\.omendb\\.benchmarks\\." + text + "\\..*";
  }

  /** The systems to run where the caller asks for all; empty for those the benchmarks name. */
  List<String> systems() {
    return systems;
  }
}
