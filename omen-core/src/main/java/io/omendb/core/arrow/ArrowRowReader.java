package io.omendb.core.arrow;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.core.arrow.NestedDecoders.Dictionary;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Rows out of Arrow data of any origin. The data need not be trusted: what is malformed ends in an
 * {@link OmenException} with {@link ErrorCode#INVALID_DATA}, and no announced length makes the
 * reader allocate more than has arrived.
 *
 * <p>Types widen to the column type that holds all their values: small integers to int32, uint32
 * and uint64 to int64 (a value that does not fit is an error), dates and timestamps of every unit
 * to timestamp in UTC (without a time zone: taken as UTC), fixed-size lists of float32 or float64
 * to vectors, dictionaries to what they hold. Rows carry such values as they are; {@link
 * Schema#bind} judges whether they fit a collection.
 *
 * <p>Of a segment file, deletions and all versions of a row but the newest are left out. For one
 * thread.
 */
public final class ArrowRowReader implements AutoCloseable {
  /** The longest record batch, or file, taken from a stream; a mapped file has no such limit. */
  public static final int MAX_BODY_BYTES = 512 << 20;

  /* What one call returns is bounded both ways, however large the record batch. */
  private static final int MAX_ROWS = 8_192;
  private static final long MAX_VALUE_BYTES = 16L << 20;

  private final MessageSource messages;
  private final ForeignSchema foreign;
  private final Schema schema;
  private int row;
  private int rows;
  private boolean afterFirst;
  private long lastKey;
  private long bodyBytes;

  private ArrowRowReader(MessageSource messages, ForeignSchema foreign) {
    this.messages = messages;
    this.foreign = foreign;
    this.schema = foreign.schema();
  }

  static ArrowRowReader open(InputStream stream, String keyColumn, @Nullable Schema target) {
    try {
      return open(MessageSource.of(stream), keyColumn, target, false);
    } catch (IOException | RuntimeException e) {
      close(stream);
      throw failure(e);
    }
  }

  static ArrowRowReader open(
      Path path, String keyColumn, @Nullable Schema target, boolean keyOnly) {
    try {
      return open(MessageSource.of(path), keyColumn, target, keyOnly);
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  static ArrowRowReader open(
      MessageSource messages, String keyColumn, @Nullable Schema target, boolean keyOnly)
      throws IOException {
    try {
      return new ArrowRowReader(
          messages, ForeignSchema.of(messages.schema(), keyColumn, target, keyOnly));
    } catch (IOException | RuntimeException e) {
      messages.close();
      throw e;
    }
  }

  /** The columns beside the key, as the Arrow data declares them. */
  public Schema schema() {
    return schema;
  }

  /** Bytes of the bodies of the messages that have been taken: how far the reader is, about. */
  public long bodyBytes() {
    return bodyBytes;
  }

  /** The next rows, at least one; null at the end. */
  public @Nullable List<Row> nextBatch() {
    try {
      List<Row> batch = new ArrayList<>();
      while (batch.isEmpty()) {
        if (row == rows && !loadNext()) {
          return null;
        }
        decodeRows(batch);
      }
      return batch;
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  /** Closes the stream or file. */
  @Override
  public void close() {
    close(messages::close);
  }

  /** Takes the next message; false at the end. */
  private boolean loadNext() throws IOException {
    IpcMessage message = messages.next();
    if (message == null) {
      return false;
    }
    bodyBytes += message.body().byteSize();
    switch (message.metadata().headerType()) {
      case MessageHeader.RecordBatch -> loadBatch(message);
      case MessageHeader.DictionaryBatch -> loadDictionary(message);
      default ->
          throw InvalidArrow.data(
              "a message of type " + message.metadata().headerType() + " among the record batches");
    }
    return true;
  }

  private void loadBatch(IpcMessage message) {
    if (!(message.metadata().header(new RecordBatch()) instanceof RecordBatch batch)) {
      throw InvalidArrow.data("a message without a header");
    }
    BatchBuffers buffers = new BatchBuffers(batch, message.body());
    for (ArrowDecoder field : foreign.fields()) {
      field.load(buffers);
      if (field.length() != buffers.rows()) {
        throw InvalidArrow.data(
            "field '"
                + field.field
                + "' has "
                + field.length()
                + " of "
                + buffers.rows()
                + " rows");
      }
    }
    row = 0;
    rows = (int) buffers.rows();
  }

  private void loadDictionary(IpcMessage message) {
    if (!(message.metadata().header(new DictionaryBatch()) instanceof DictionaryBatch batch)) {
      throw InvalidArrow.data("a message without a header");
    }
    RecordBatch data = batch.data();
    if (data == null) {
      throw InvalidArrow.data("a dictionary without values");
    }
    if (batch.isDelta()) {
      throw new OmenException(
          ErrorCode.INVALID_DATA,
          "An Arrow dictionary that adds to an earlier one is not supported",
          "write the dictionaries whole, or the columns without");
    }
    for (Dictionary dictionary : foreign.dictionaries(batch.id())) {
      dictionary.loadDictionary(new BatchBuffers(data, message.body()));
    }
  }

  private void decodeRows(List<Row> batch) {
    List<ArrowDecoder> decoders = foreign.values();
    long bytes = 0;
    while (row < rows && batch.size() < MAX_ROWS && bytes < MAX_VALUE_BYTES) {
      int present = row++;
      long key = key(present);
      if (isSuperseded(present, key)) {
        continue;
      }
      @Nullable Object[] values = new @Nullable Object[decoders.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = decoders.get(i).get(present);
        bytes += size(values[i]);
      }
      batch.add(schema.row(key, values));
    }
  }

  private long key(int present) {
    if (foreign.key().isNull(present)) {
      throw InvalidArrow.field(foreign.key().field, "is the key and has a null", null);
    }
    return foreign.key().longValue(present);
  }

  /** Whether a row of a segment is a deletion or an older version of the row before it. */
  private boolean isSuperseded(int present, long key) {
    if (!foreign.isSegment()) {
      return false;
    }
    boolean older = afterFirst && key == lastKey;
    afterFirst = true;
    lastKey = key;
    return older || foreign.isDeleted(present);
  }

  private static long size(@Nullable Object value) {
    return switch (value) {
      case String text -> text.length();
      case byte[] bytes -> bytes.length;
      case float[] vector -> (long) vector.length * Float.BYTES;
      case null, default -> Long.BYTES;
    };
  }

  /** What an exception means, above all one that a flatbuffer with wild offsets throws. */
  static RuntimeException failure(Exception e) {
    return switch (e) {
      case IOException io -> OmenException.io("Cannot read Arrow data", io);
      case IndexOutOfBoundsException _,
          BufferUnderflowException _,
          IllegalArgumentException _,
          NegativeArraySizeException _ ->
          InvalidArrow.data("its parts contradict each other", e);
      case RuntimeException other -> other;
      default -> new IllegalStateException(e);
    };
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      throw OmenException.io("Cannot close Arrow data", e);
    }
  }
}
