package io.omendb.core.arrow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;

/** Streams that OmenDB writes, read by OmenDB and by Arrow's own library. */
final class ArrowRowsTest {
  private static final Schema SCHEMA =
      Schema.parse(
          "b bool, i int32, l int64 not null, f float32, d float64, t timestamp, s utf8, y binary,"
              + " v vector<float32>[3, dot]");

  private static Row full(long key) {
    return Row.of(key)
        .with("b", key % 2 == 0)
        .with("i", (int) key)
        .with("l", -key)
        .with("f", key / 8f)
        .with("d", key / 3.0)
        .with("t", Instant.ofEpochSecond(-key, 1_000))
        .with("s", "é\uD83D\uDE00".repeat((int) (key % 4)))
        .with("y", new byte[(int) (key % 5)])
        .with("v", new float[] {key, -0f, 0.5f});
  }

  private static Row sparse(long key) {
    return SCHEMA.row(key, new Object[] {null, null, 1L, null, null, null, null, null, null});
  }

  private static List<Row> rows(int count) {
    return LongStream.range(0, count)
        .mapToObj(key -> key % 3 == 2 ? sparse(key) : full(key))
        .toList();
  }

  private static List<Row> readAll(ArrowRowReader reader) {
    List<Row> rows = new ArrayList<>();
    for (List<Row> batch = reader.nextBatch(); batch != null; batch = reader.nextBatch()) {
      assertFalse(batch.isEmpty());
      rows.addAll(batch);
    }
    assertNull(reader.nextBatch(), "the end is not lasting");
    return rows;
  }

  private static List<Row> readAll(byte[] stream) {
    try (ArrowRowReader reader = ArrowRows.read(new ByteArrayInputStream(stream))) {
      return readAll(reader);
    }
  }

  @Test
  void read_whatWasWritten() {
    for (int count : new int[] {0, 1, 8, 9, 1000}) {
      List<Row> rows = rows(count);
      byte[] stream = ArrowRows.stream(SCHEMA, rows);
      try (ArrowRowReader reader = ArrowRows.read(new ByteArrayInputStream(stream))) {
        assertEquals(SCHEMA, reader.schema());
        assertEquals(rows, readAll(reader));
      }
    }
  }

  @Test
  void read_concatenatedMessages() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.write(ArrowRows.schemaMessage(SCHEMA));
    assertEquals(List.of(), readAll(stream.toByteArray()));
    stream.write(ArrowRows.batchMessage(SCHEMA, rows(5)));
    stream.write(ArrowRows.batchMessage(SCHEMA, List.of()));
    stream.write(ArrowRows.batchMessage(SCHEMA, List.of(full(100))));
    List<Row> expected = new ArrayList<>(rows(5));
    expected.add(full(100));
    assertEquals(expected, readAll(stream.toByteArray()), "without an end of stream");
    stream.write(ArrowRows.endOfStream());
    stream.write("something that follows".getBytes(StandardCharsets.UTF_8));
    assertEquals(expected, readAll(stream.toByteArray()), "with an end of stream");
  }

  @Test
  void nextBatch_isBounded() {
    Schema none = Schema.of();
    List<Row> keys = LongStream.range(0, 20_000).mapToObj(Row::of).toList();
    byte[] stream = ArrowRows.stream(none, keys);
    try (ArrowRowReader reader = ArrowRows.read(new ByteArrayInputStream(stream))) {
      List<Row> first = reader.nextBatch();
      assertNotNull(first);
      assertTrue(first.size() < keys.size(), "a part of the record batch");
      assertEquals(keys.subList(first.size(), keys.size()), readAll(reader));
    }
    Schema binary = Schema.parse("y binary");
    byte[] megabyte = new byte[1 << 20];
    List<Row> large = LongStream.range(0, 40).mapToObj(k -> Row.of(k).with("y", megabyte)).toList();
    try (ArrowRowReader reader =
        ArrowRows.read(new ByteArrayInputStream(ArrowRows.stream(binary, large)))) {
      List<Row> first = reader.nextBatch();
      assertNotNull(first);
      assertEquals(16, first.size());
      assertEquals(24, readAll(reader).size());
    }
  }

  @Test
  void write_convertsAndJudgesLikeBind() {
    Schema schema = Schema.parse("a int64, s utf8 not null");
    byte[] stream = ArrowRows.stream(schema, List.of(Row.of(1).with("s", "x").with("a", 7)));
    assertEquals(List.of(Row.of(1).with("a", 7L).with("s", "x")), readAll(stream));
    List<Row> wrong =
        List.of(
            Row.of(1),
            Row.of(1).with("s", null),
            Row.of(1).with("s", 1),
            Row.of(1).with("s", "\uD800"),
            Row.of(1).with("s", "").with("none", 1));
    for (Row row : wrong) {
      OmenException bound = assertThrows(OmenException.class, () -> schema.bind(row));
      OmenException written =
          assertThrows(OmenException.class, () -> ArrowRows.batchMessage(schema, List.of(row)));
      assertEquals(bound.code(), written.code());
      assertEquals(bound.getMessage(), written.getMessage());
    }
    Schema vector = Schema.parse("v vector<float32>[2]");
    for (float[] value : new float[][] {{1}, {1, Float.NaN}}) {
      OmenException e =
          assertThrows(
              OmenException.class,
              () -> ArrowRows.batchMessage(vector, List.of(Row.of(1).with("v", value))));
      assertEquals(ErrorCode.INVALID_VALUE, e.code());
    }
  }

  @Test
  void message_lengthsKeepBodiesAligned() {
    assertEquals(0, ArrowRows.schemaMessage(SCHEMA).length % IpcFraming.ALIGNMENT);
    assertEquals(0, ArrowRows.batchMessage(SCHEMA, rows(7)).length % IpcFraming.ALIGNMENT);
    assertArrayEquals(new byte[] {-1, -1, -1, -1, 0, 0, 0, 0}, ArrowRows.endOfStream());
  }

  @Test
  void arrowLibrary_readsTheStream() throws IOException {
    List<Row> rows = rows(100);
    InputStream stream = new ByteArrayInputStream(ArrowRows.stream(SCHEMA, rows));
    try (BufferAllocator allocator = new RootAllocator();
        ArrowStreamReader reader = new ArrowStreamReader(stream, allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      Field key = root.getSchema().getFields().getFirst();
      assertEquals("key", key.getName());
      assertFalse(key.isNullable());
      assertEquals("dot", root.getSchema().findField("v").getMetadata().get("omendb.metric"));
      assertEquals(
          new ArrowType.Timestamp(org.apache.arrow.vector.types.TimeUnit.MICROSECOND, "UTC"),
          root.getSchema().findField("t").getType());
      assertTrue(reader.loadNextBatch());
      assertEquals(100, root.getRowCount());
      for (int i = 0; i < 100; i++) {
        assertEquals(i, ((BigIntVector) root.getVector("key")).get(i));
        Row row = rows.get(i);
        assertEquals(row.get("l"), root.getVector("l").getObject(i));
        Object text = ((VarCharVector) root.getVector("s")).getObject(i);
        assertEquals(row.get("s"), text == null ? null : text.toString());
        assertEquals(row.get("b"), root.getVector("b").getObject(i));
        assertArrayEquals((byte[]) row.get("y"), (byte[]) root.getVector("y").getObject(i));
        TimeStampMicroTZVector times = (TimeStampMicroTZVector) root.getVector("t");
        assertEquals(row.get("t"), times.isNull(i) ? null : Timestamps.ofMicros(times.get(i)));
        List<?> vector = ((FixedSizeListVector) root.getVector("v")).getObject(i);
        assertEquals(row.get("v") == null ? null : List.of((float) i, -0f, 0.5f), vector);
      }
      assertFalse(reader.loadNextBatch());
    }
  }
}
