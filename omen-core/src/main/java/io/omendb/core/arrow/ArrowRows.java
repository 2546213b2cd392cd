package io.omendb.core.arrow;

import io.omendb.Column;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows to and from the Arrow IPC stream format. The first column is {@code key}, int64 and not
 * null, then the schema's columns. A stream is a schema message, any number of batch messages and
 * an end of stream; the parts may be made and sent one by one.
 */
public final class ArrowRows {
  /* The longest array that every JVM allocates. */
  private static final long MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  private ArrowRows() {}

  /** The encapsulated schema message that begins a stream. */
  public static byte[] schemaMessage(Schema schema) {
    List<ArrowField> fields = new ArrayList<>(schema.size() + 1);
    fields.add(ArrowField.required(ArrowNames.KEY, io.omendb.ScalarType.INT64));
    for (Column column : schema.columns()) {
      fields.add(ArrowField.of(column, column.nullable()));
    }
    ByteBuffer flatbuffer = ArrowMetadata.schemaMessage(fields, Map.of());
    long length = IpcFraming.padded(IpcFraming.PREFIX_BYTES + flatbuffer.remaining());
    return bytes(length, out -> IpcFraming.writeMetadata(out, flatbuffer));
  }

  /**
   * The encapsulated message of one record batch.
   *
   * @param rows rows that fit the schema, as {@link Schema#bind} judges
   * @throws OmenException {@link ErrorCode#LIMIT_EXCEEDED} where the message passes 2 GiB, and what
   *     {@link Schema#bind} throws
   */
  public static byte[] batchMessage(Schema schema, List<Row> rows) {
    RowBinder binder = new RowBinder(schema);
    RowColumns columns = new RowColumns(schema);
    for (Row row : rows) {
      columns.add(row.key(), binder.bind(row));
    }
    return columns.toMessage();
  }

  /** What ends a stream. */
  public static byte[] endOfStream() {
    return bytes(IpcFraming.PREFIX_BYTES, IpcFraming::writeEndOfStream);
  }

  /** A whole stream of one record batch. */
  public static byte[] stream(Schema schema, List<Row> rows) {
    byte[] head = schemaMessage(schema);
    byte[] batch = batchMessage(schema, rows);
    byte[] end = endOfStream();
    return bytes(
        (long) head.length + batch.length + end.length,
        out -> {
          out.put(head);
          out.put(batch);
          out.put(end);
        });
  }

  /** Reads a stream or file whose key column is {@code key}; see the other overload. */
  public static ArrowRowReader read(InputStream stream) {
    return read(stream, ArrowNames.KEY, null);
  }

  /**
   * Reads rows from Arrow data of any origin, in the stream or the file format, told apart by its
   * first bytes. Of a stream one record batch at a time is in memory, of a file the whole; either
   * may be {@link ArrowRowReader#MAX_BODY_BYTES} long.
   *
   * @param stream closed by the reader
   * @param keyColumn name of the integer column that holds the key
   * @param target the schema of the collection the rows are for, or null: tells lists of floats
   *     from vectors, and which columns there may be
   * @throws OmenException {@link ErrorCode#INVALID_DATA} where the data is malformed or has a type
   *     that no column type holds, naming field and type
   */
  public static ArrowRowReader read(InputStream stream, String keyColumn, @Nullable Schema target) {
    return ArrowRowReader.open(stream, keyColumn, target);
  }

  /** Reads a file of either format by mapping it, so that it may be larger than memory. */
  public static ArrowRowReader read(Path file, String keyColumn, @Nullable Schema target) {
    return ArrowRowReader.open(file, keyColumn, target, false);
  }

  /**
   * Reads rows that have a key and nothing else from a file of either format, which is mapped. The
   * other columns may have any name and type.
   *
   * @param keyColumn name of the integer column that holds the key
   */
  public static ArrowRowReader readKeys(Path file, String keyColumn) {
    return ArrowRowReader.open(file, keyColumn, null, true);
  }

  /** Something that writes to an output in memory. */
  interface Content {
    void writeTo(ArrowOutput out) throws IOException;
  }

  static byte[] bytes(long length, Content content) {
    if (length > MAX_ARRAY_BYTES) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          "An Arrow message of " + length + " bytes, the limit is " + MAX_ARRAY_BYTES,
          "put fewer rows into one batch");
    }
    byte[] bytes = new byte[(int) length];
    ArrowOutput out = ArrowOutput.into(bytes);
    try {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assert out.position() == length;
    return bytes;
  }
}
