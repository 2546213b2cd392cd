package io.omendb.core.arrow;

import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Row;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows out of Arrow messages that arrive one by one, as Arrow Flight carries them: the metadata of
 * each without the frame that a stream puts around it. What {@link ArrowRowReader} says of foreign
 * data holds here too. For one thread.
 */
public final class ArrowMessageReader {
  private final OneMessage waiting = new OneMessage();
  private final ArrowRowReader rows;

  /**
   * A reader of what follows a schema.
   *
   * @param schemaMetadata flatbuffer of the schema message
   * @param target the schema of the collection the rows are for, or null: as {@link ArrowRows#read}
   * @throws OmenException {@link ErrorCode#INVALID_DATA} where this is no schema, it has no integer
   *     column {@code key}, or a type that no column type holds, naming field and type
   */
  public ArrowMessageReader(ByteBuffer schemaMetadata, io.omendb.@Nullable Schema target) {
    try {
      waiting.put(schemaMetadata, MemorySegment.ofArray(new byte[0]));
      this.rows = ArrowRowReader.open(waiting, ArrowNames.KEY, target, false);
    } catch (IOException | RuntimeException e) {
      throw ArrowRowReader.failure(e);
    }
  }

  /** The columns beside the key, as the Arrow data declares them. */
  public io.omendb.Schema schema() {
    return rows.schema();
  }

  /**
   * Takes the next message, which must be read with {@link #nextBatch} before the one after it is
   * taken: a record batch, or a dictionary, which has no rows.
   *
   * @param metadata its flatbuffer
   * @param body its body, which must not change until the rows have been read
   * @return whether it is a record batch
   * @throws OmenException {@link ErrorCode#INVALID_DATA} where the two contradict each other
   */
  public boolean accept(ByteBuffer metadata, ByteBuffer body) {
    try {
      return waiting.put(metadata, MemorySegment.ofBuffer(body)) == MessageHeader.RecordBatch;
    } catch (RuntimeException e) {
      throw ArrowRowReader.failure(e);
    }
  }

  /** The next rows of the message, at least one; null where there are no more. */
  public @Nullable List<Row> nextBatch() {
    return rows.nextBatch();
  }

  /** The message that was taken and not yet read. */
  private static final class OneMessage implements MessageSource {
    /* Bodies of dictionaries are kept until others take their place. */
    private final Map<Long, Long> dictionaryBytes = new HashMap<>();
    private @Nullable IpcMessage message;

    /** Keeps a message and returns its type. */
    byte put(ByteBuffer metadata, MemorySegment body) {
      Message parsed = Message.getRootAsMessage(metadata.slice().order(ByteOrder.LITTLE_ENDIAN));
      if (parsed.version() < MetadataVersion.V4) {
        throw InvalidArrow.data("metadata of a version before V4");
      }
      if (parsed.bodyLength() < 0 || parsed.bodyLength() > body.byteSize()) {
        throw InvalidArrow.data(
            "a body of " + body.byteSize() + " bytes for one of " + parsed.bodyLength());
      }
      if (parsed.headerType() == MessageHeader.DictionaryBatch
          && parsed.header(new DictionaryBatch()) instanceof DictionaryBatch dictionary) {
        checkKept(dictionary.id(), body.byteSize());
      }
      message = new IpcMessage(parsed, body.asSlice(0, parsed.bodyLength()));
      return parsed.headerType();
    }

    private void checkKept(long dictionary, long bytes) {
      dictionaryBytes.put(dictionary, bytes);
      long kept = dictionaryBytes.values().stream().mapToLong(Long::longValue).sum();
      if (kept > ArrowRowReader.MAX_BODY_BYTES || dictionaryBytes.size() > Limits.MAX_COLUMNS) {
        throw new OmenException(
            ErrorCode.LIMIT_EXCEEDED,
            dictionaryBytes.size() + " Arrow dictionaries of " + kept + " bytes",
            "send the columns without dictionaries");
      }
    }

    @Override
    public Schema schema() {
      IpcMessage first = next();
      if (first == null
          || first.metadata().headerType() != MessageHeader.Schema
          || !(first.metadata().header(new Schema()) instanceof Schema schema)) {
        throw InvalidArrow.data("it does not begin with a schema");
      }
      return schema;
    }

    @Override
    public @Nullable IpcMessage next() {
      IpcMessage next = message;
      message = null;
      return next;
    }

    @Override
    public void close() {
      message = null;
    }
  }
}
