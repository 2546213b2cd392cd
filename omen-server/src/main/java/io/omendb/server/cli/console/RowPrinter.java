package io.omendb.server.cli.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints rows to standard output, each as it comes; {@link #close} ends the output. */
public interface RowPrinter extends AutoCloseable {
  /** Prints a row: as many values as there are columns. */
  void print(List<? extends @Nullable Object> values);

  /** Ends the output; not called after a failure, so that half an answer does not look whole. */
  @Override
  void close();
}
