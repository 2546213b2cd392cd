package io.omendb.core.arrow;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows gathered column by column for a record batch: the key, then the columns of a schema. Keeps
 * its memory for the next batch when it is cleared. For one thread.
 */
public final class RowColumns {
  private final LongColumn keys = BatchColumn.ofLongs(ArrowNames.KEY);
  private final List<BatchColumn> columns;

  /** No rows yet. */
  public RowColumns(Schema schema) {
    this.columns = new ArrayList<>(schema.size() + 1);
    columns.add(keys);
    schema.columns().forEach(column -> columns.add(BatchColumn.of(column, column.nullable())));
  }

  /**
   * Adds a row.
   *
   * @param values canonical objects in schema order, of which copies are taken
   * @throws OmenException as {@link BatchColumn#add}
   */
  public void add(long key, @Nullable Object[] values) {
    keys.add(key);
    for (int ordinal = 0; ordinal < values.length; ordinal++) {
      value(ordinal).add(values[ordinal]);
    }
  }

  /** The keys, for rows that are added column by column: then to all columns the same number. */
  public LongColumn keys() {
    return keys;
  }

  /** The column at a position of the schema, for the same. */
  public BatchColumn value(int ordinal) {
    return columns.get(ordinal + 1);
  }

  /** Rows added. */
  public int rows() {
    return keys.rows();
  }

  /** Bytes that the rows take in a message, padding left out. */
  public long sizeInBytes() {
    long bytes = 0;
    for (BatchColumn column : columns) {
      bytes += column.sizeInBytes();
    }
    return bytes;
  }

  /**
   * The rows as an encapsulated message.
   *
   * @throws OmenException {@link ErrorCode#LIMIT_EXCEEDED} where it passes 2 GiB
   */
  public byte[] toMessage() {
    BatchMessage message = new BatchMessage(columns, rows());
    return ArrowRows.bytes(message.length(), message::writeTo);
  }

  /** Forgets the rows. */
  public void clear() {
    columns.forEach(BatchColumn::clear);
  }
}
