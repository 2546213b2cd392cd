package io.omendb.core.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.junit.jupiter.api.Test;

/** The messages of a stream, taken out of their frames and read one by one. */
final class ArrowMessageReaderTest {
  private static final Schema SCHEMA = Schema.parse("n int64, s utf8");

  private record Part(ByteBuffer metadata, ByteBuffer body) {}

  private static List<Part> parts(byte[] stream) {
    ByteBuffer bytes = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
    List<Part> parts = new ArrayList<>();
    while (bytes.remaining() >= IpcFraming.PREFIX_BYTES && bytes.getInt() == -1) {
      int length = bytes.getInt();
      if (length == 0) {
        break;
      }
      ByteBuffer metadata = take(bytes, length);
      long bodyLength =
          Message.getRootAsMessage(metadata.duplicate().order(ByteOrder.LITTLE_ENDIAN))
              .bodyLength();
      parts.add(new Part(metadata, take(bytes, (int) bodyLength)));
    }
    return parts;
  }

  private static ByteBuffer take(ByteBuffer bytes, int length) {
    ByteBuffer part = bytes.slice(bytes.position(), length).asReadOnlyBuffer();
    bytes.position(bytes.position() + length);
    return part;
  }

  private static ErrorCode failure(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(OmenException.class, call).code();
  }

  @Test
  void batches_areReadOneByOne() {
    List<Row> rows = List.of(Row.of(1).with("n", 5L).with("s", "a"), Row.of(2).with("n", null));
    List<Part> parts = parts(ArrowRows.stream(SCHEMA, rows));
    ArrowMessageReader reader = new ArrowMessageReader(parts.get(0).metadata(), SCHEMA);
    assertEquals(SCHEMA, reader.schema());
    assertNull(reader.nextBatch());
    for (int i = 0; i < 2; i++) {
      assertTrue(reader.accept(parts.get(1).metadata(), parts.get(1).body()));
      List<Row> read = reader.nextBatch();
      assertEquals(
          List.of(1L, 2L), read == null ? List.of() : read.stream().map(Row::key).toList());
      assertNull(reader.nextBatch());
    }
  }

  @Test
  void dictionary_hasNoRows_andServesTheBatchesAfterIt() {
    List<Part> parts = parts(ForeignArrow.dictionary(false));
    ArrowMessageReader reader = new ArrowMessageReader(parts.get(0).metadata(), null);
    assertFalse(reader.accept(parts.get(1).metadata(), parts.get(1).body()));
    assertNull(reader.nextBatch());
    assertTrue(reader.accept(parts.get(2).metadata(), parts.get(2).body()));
    List<Row> rows = reader.nextBatch();
    assertEquals("b", rows == null ? null : rows.getFirst().value(0));
  }

  @Test
  void wrongMessages_areInvalidData() {
    List<Part> parts = parts(ArrowRows.stream(SCHEMA, List.of(Row.of(1).with("s", "text"))));
    ByteBuffer schema = parts.get(0).metadata();
    Part batch = parts.get(1);
    assertEquals(
        ErrorCode.INVALID_DATA, failure(() -> new ArrowMessageReader(batch.metadata(), null)));
    assertEquals(
        ErrorCode.INVALID_DATA,
        failure(() -> new ArrowMessageReader(ByteBuffer.allocate(0), null)));
    ArrowMessageReader reader = new ArrowMessageReader(schema, SCHEMA);
    assertEquals(
        ErrorCode.INVALID_DATA,
        failure(() -> reader.accept(batch.metadata(), batch.body().slice(0, 8))));
    assertEquals(
        ErrorCode.INVALID_DATA, failure(() -> reader.accept(ByteBuffer.allocate(3), batch.body())));
    reader.accept(schema, ByteBuffer.allocate(0));
    assertEquals(ErrorCode.INVALID_DATA, failure(reader::nextBatch));
    assertEquals(
        ErrorCode.COLUMN_NOT_FOUND,
        failure(() -> new ArrowMessageReader(schema, Schema.parse("other int64"))));
  }
}
