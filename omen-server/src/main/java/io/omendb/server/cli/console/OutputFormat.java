package io.omendb.server.cli.console;

import java.util.Locale;

/** How answers are written to standard output. */
public enum OutputFormat {
  /** Aligned columns for a person. */
  TABLE,
  /** Exactly one JSON value. */
  JSON,
  /** One JSON value a line. */
  JSONL,
  /** RFC 4180 with a header. */
  CSV;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
