package io.omendb.benchmarks.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where data lie while they are measured. */
final class DirectoryOption {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where the data lie while they are measured (default: the directory for temporary"
              + " files).")
  private @Nullable Path data;

  /** A new directory there, to be closed. */
  BenchData open() {
    return BenchData.in(data);
  }
}
