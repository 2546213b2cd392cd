package io.omendb;

import java.util.Iterator;

/**
 * Rows in key order, read as they are asked for, all from the state at the moment the scan began.
 * Pins that state until closed. For one thread at a time.
 */
public interface RowCursor extends Iterator<Row>, AutoCloseable {
  @Override
  void close();
}
