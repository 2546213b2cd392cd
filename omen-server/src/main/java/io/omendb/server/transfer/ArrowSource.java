package io.omendb.server.transfer;

import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowRowReader;
import io.omendb.core.arrow.ArrowRows;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of an Arrow IPC file or stream. */
final class ArrowSource implements RowSource {
  private final ArrowRowReader reader;
  private final @Nullable InputFile unpacked;
  private Iterator<Row> batch = List.<Row>of().iterator();
  private long rowNumber;

  /** Maps the file, so that a record batch may be larger than memory. */
  ArrowSource(Path file, Schema schema, String keyColumn) {
    this.reader = ArrowRows.read(file, keyColumn, schema);
    this.unpacked = null;
  }

  /** Reads a file that is unpacked on the way. */
  ArrowSource(InputFile file, Schema schema, String keyColumn) {
    this.reader = ArrowRows.read(file.bytes(), keyColumn, schema);
    this.unpacked = file;
  }

  @Override
  public @Nullable Row next() {
    rowNumber++;
    if (!batch.hasNext()) {
      List<Row> rows = reader.nextBatch();
      if (rows == null) {
        return null;
      }
      batch = rows.iterator();
    }
    return batch.next();
  }

  @Override
  public String place() {
    return "row " + rowNumber;
  }

  @Override
  public long bytes() {
    return unpacked == null ? reader.bodyBytes() : unpacked.bytesRead();
  }

  @Override
  public void close() {
    reader.close();
  }
}
