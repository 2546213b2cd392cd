package io.omendb.server.cli;

import io.omendb.KeyRange;
import io.omendb.predicate.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that narrow a read: a range of keys and a predicate. */
final class FilterOptions {
  @Option(
      names = "--from",
      paramLabel = "KEY",
      converter = KeyConverter.class,
      description = "Only keys that are at least this.")
  private @Nullable Long from;

  @Option(
      names = "--to",
      paramLabel = "KEY",
      converter = KeyConverter.class,
      description = "Only keys that are less than this.")
  private @Nullable Long to;

  @Option(
      names = "--where",
      paramLabel = "EXPR",
      description = "Only rows for which this is true, such as \"population > 100000\".")
  private @Nullable String where;

  KeyRange keys() {
    return KeyRange.between(from, to);
  }

  /** The predicate; null for none. */
  @Nullable Predicate where() {
    return where == null ? null : Predicate.parse(where);
  }
}
