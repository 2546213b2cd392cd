package io.omendb.server.transfer;

import io.omendb.Row;
import java.io.IOException;

/** Writes rows to a file in one format. */
interface RowSink extends AutoCloseable {
  void write(Row row) throws IOException;

  /** Writes what is still held back and ends the file. */
  void finish() throws IOException;

  @Override
  void close() throws IOException;
}
