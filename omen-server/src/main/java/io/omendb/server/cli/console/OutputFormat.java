package io.omendb.server.cli.console;

/** How answers are written to standard output. */
public enum OutputFormat {
  /** Aligned columns for a person. */
  TABLE,
  /** Exactly one JSON value. */
  JSON,
  /** One JSON value a line. */
  JSONL,
  /** RFC 4180 with a header. */
  CSV
}
