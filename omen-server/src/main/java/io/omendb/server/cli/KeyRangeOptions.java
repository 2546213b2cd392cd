package io.omendb.server.cli;

import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.OmenException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that narrow a read: a range of keys, and in a later release an expression. */
final class KeyRangeOptions {
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
      description = "Only rows for which this holds; not in this release.")
  private @Nullable String where;

  KeyRange keys() {
    if (where != null) {
      throw new OmenException(
          ErrorCode.UNSUPPORTED,
          "--where is not in this release",
          "where",
          "narrow by --from and --to, or filter what 'omen scan -o jsonl' prints",
          null);
    }
    return KeyRange.between(from, to);
  }
}
