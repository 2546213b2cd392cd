package io.omendb.server.transfer;

import io.omendb.Row;
import org.jspecify.annotations.Nullable;

/** The rows of a file, in its order. */
interface RowSource extends AutoCloseable {
  /** The next row, checked against the schema; null at the end. */
  @Nullable Row next();

  /** The place of the row read last, or of the one that could not be read: {@code line 17}. */
  String place();

  /** Bytes of the file that have been read, about. */
  long bytes();

  @Override
  void close();
}
