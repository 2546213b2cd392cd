package io.omendb.server.cli.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints rows to standard output, each as it comes. Not closeable: after a failure the output is
 * left as it is, so that half an answer does not look whole.
 */
public interface RowPrinter {
  /** Prints a row: as many values as there are columns. */
  void print(List<? extends @Nullable Object> values);

  /** Ends the output; every row has been printed. */
  void end();
}
