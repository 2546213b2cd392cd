package io.omendb.core.arrow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeStampMilliTZVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.TimeStampSecVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrow data of every supported type, written by Arrow's own library, read as rows. */
final class ForeignArrowTest {
  private static final Field FLOAT_ITEM =
      ForeignArrow.nullable("item", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
  private static final Field DOUBLE_ITEM =
      ForeignArrow.nullable("item", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));

  @TempDir Path directory;

  private static <V extends FieldVector> byte[] stream(
      ArrowType type, Class<V> vector, Consumer<V> filler) {
    return ForeignArrow.stream(
        ForeignArrow.nullable("x", type), v -> filler.accept(vector.cast(v)));
  }

  private static void assertColumn(byte[] stream, String type, @Nullable Object... expected) {
    assertColumn(ArrowRows.read(new ByteArrayInputStream(stream)), type, expected);
  }

  private static void assertColumn(
      ArrowRowReader reader, String type, @Nullable Object... expected) {
    try (reader) {
      assertEquals(Schema.parse("x " + type), reader.schema());
      List<Row> rows = reader.nextBatch();
      assertNotNull(rows);
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        assertEquals(i, rows.get(i).key());
        values.add(rows.get(i).get("x"));
      }
      assertArrayEquals(expected, values.toArray());
    }
  }

  private static OmenException assertInvalid(byte[] stream) {
    try (ArrowRowReader reader = ArrowRows.read(new ByteArrayInputStream(stream))) {
      OmenException e = assertThrows(OmenException.class, reader::nextBatch);
      assertEquals(ErrorCode.INVALID_DATA, e.code());
      assertEquals("x", e.field().orElseThrow());
      return e;
    }
  }

  @Test
  void integers_ofEveryWidth() {
    assertColumn(
        stream(
            new ArrowType.Int(8, true),
            TinyIntVector.class,
            v -> {
              v.setSafe(0, -128);
              v.setSafe(1, 127);
            }),
        "int32",
        -128,
        127,
        null);
    assertColumn(
        stream(
            new ArrowType.Int(16, true),
            SmallIntVector.class,
            v -> {
              v.setSafe(0, Short.MIN_VALUE);
              v.setNull(1);
              v.setSafe(2, 5);
            }),
        "int32",
        -32768,
        null,
        5);
    assertColumn(
        stream(new ArrowType.Int(32, true), IntVector.class, v -> v.setSafe(0, Integer.MIN_VALUE)),
        "int32",
        Integer.MIN_VALUE,
        null,
        null);
    assertColumn(
        stream(new ArrowType.Int(64, true), BigIntVector.class, v -> v.setSafe(2, Long.MIN_VALUE)),
        "int64",
        null,
        null,
        Long.MIN_VALUE);
  }

  @Test
  void integers_unsigned() {
    assertColumn(
        stream(new ArrowType.Int(8, false), UInt1Vector.class, v -> v.setSafe(0, 255)),
        "int32",
        255,
        null,
        null);
    assertColumn(
        stream(new ArrowType.Int(16, false), UInt2Vector.class, v -> v.setSafe(0, 65535)),
        "int32",
        65535,
        null,
        null);
    assertColumn(
        stream(new ArrowType.Int(32, false), UInt4Vector.class, v -> v.setSafe(0, -1)),
        "int64",
        0xffff_ffffL,
        null,
        null);
    assertColumn(
        stream(new ArrowType.Int(64, false), UInt8Vector.class, v -> v.setSafe(0, Long.MAX_VALUE)),
        "int64",
        Long.MAX_VALUE,
        null,
        null);
    OmenException e =
        assertInvalid(
            stream(new ArrowType.Int(64, false), UInt8Vector.class, v -> v.setSafe(0, -1)));
    assertTrue(e.what().contains("18446744073709551615"), e::toString);
  }

  @Test
  void timestamps_ofEveryUnit() {
    assertColumn(
        stream(
            new ArrowType.Timestamp(TimeUnit.SECOND, null),
            TimeStampSecVector.class,
            v -> v.setSafe(0, -5)),
        "timestamp",
        Instant.ofEpochSecond(-5),
        null,
        null);
    assertColumn(
        stream(
            new ArrowType.Timestamp(TimeUnit.MILLISECOND, "Europe/Zurich"),
            TimeStampMilliTZVector.class,
            v -> v.setSafe(0, 1_234)),
        "timestamp",
        Instant.ofEpochMilli(1_234),
        null,
        null);
    assertColumn(
        stream(
            new ArrowType.Timestamp(TimeUnit.NANOSECOND, null),
            TimeStampNanoVector.class,
            v -> v.setSafe(0, -1_000)),
        "timestamp",
        Instant.ofEpochSecond(-1, 999_999_000),
        null,
        null);
    assertColumn(
        stream(new ArrowType.Date(DateUnit.DAY), DateDayVector.class, v -> v.setSafe(0, -1)),
        "timestamp",
        Instant.parse("1969-12-31T00:00:00Z"),
        null,
        null);
    assertColumn(
        stream(
            new ArrowType.Date(DateUnit.MILLISECOND),
            DateMilliVector.class,
            v -> v.setSafe(0, 86_400_000)),
        "timestamp",
        Instant.parse("1970-01-02T00:00:00Z"),
        null,
        null);
  }

  @Test
  void timestamps_thatDoNotFit() {
    assertInvalid(
        stream(
            new ArrowType.Timestamp(TimeUnit.NANOSECOND, null),
            TimeStampNanoVector.class,
            v -> v.setSafe(0, 1_001)));
    assertInvalid(
        stream(
            new ArrowType.Timestamp(TimeUnit.SECOND, null),
            TimeStampSecVector.class,
            v -> v.setSafe(0, Long.MAX_VALUE)));
  }

  @Test
  void text_ofEveryLayout() {
    byte[] text = "zürich".getBytes(StandardCharsets.UTF_8);
    String longText = "longer than twelve bytes";
    assertColumn(
        stream(
            new ArrowType.LargeUtf8(),
            LargeVarCharVector.class,
            v -> {
              v.allocateNew();
              v.setSafe(0, text);
              v.setSafe(2, new byte[0]);
            }),
        "utf8",
        "zürich",
        null,
        "");
    assertColumn(
        stream(
            new ArrowType.Utf8View(),
            ViewVarCharVector.class,
            v -> {
              v.allocateNew();
              v.setSafe(0, text);
              v.setSafe(2, longText.getBytes(StandardCharsets.UTF_8));
            }),
        "utf8",
        "zürich",
        null,
        longText);
    assertColumn(ForeignArrow.dictionary(false), "utf8", "b", "a", null);
    assertColumn(ForeignArrow.dictionary(true), "utf8", "b", "a", null);
  }

  @Test
  void text_thatIsNot() {
    byte[] notUtf8 = {'a', (byte) 0xff};
    OmenException e =
        assertInvalid(
            stream(
                new ArrowType.LargeUtf8(),
                LargeVarCharVector.class,
                v -> {
                  v.allocateNew();
                  v.setSafe(0, notUtf8);
                }));
    assertTrue(e.what().contains("UTF-8"), e::toString);
    assertColumn(
        stream(
            new ArrowType.LargeUtf8(),
            LargeVarCharVector.class,
            v -> {
              v.allocateNew();
              v.setSafe(0, "\uFFFD".getBytes(StandardCharsets.UTF_8));
            }),
        "utf8",
        "\uFFFD",
        null,
        null);
  }

  @Test
  void bytes_ofEveryLayout() {
    byte[] bytes = {1, 2, 3};
    assertColumn(
        stream(
            new ArrowType.LargeBinary(),
            LargeVarBinaryVector.class,
            v -> {
              v.allocateNew();
              v.setSafe(0, bytes);
            }),
        "binary",
        bytes,
        null,
        null);
    assertColumn(
        stream(
            new ArrowType.FixedSizeBinary(3),
            FixedSizeBinaryVector.class,
            v -> {
              v.allocateNew();
              v.setSafe(1, bytes);
            }),
        "binary",
        null,
        bytes,
        null);
  }

  private static byte[] fixedLists(Field item, Consumer<FixedSizeListVector> filler) {
    return ForeignArrow.stream(
        ForeignArrow.nullable("x", new ArrowType.FixedSizeList(2), item),
        v -> {
          FixedSizeListVector lists = (FixedSizeListVector) v;
          lists.allocateNew();
          filler.accept(lists);
        });
  }

  @Test
  void vectors_ofFixedSizeLists() {
    assertColumn(
        fixedLists(
            FLOAT_ITEM,
            lists -> {
              Float4Vector items = (Float4Vector) lists.getDataVector();
              lists.setNotNull(0);
              items.setSafe(0, 1f);
              items.setSafe(1, 2f);
              lists.setNotNull(2);
              items.setSafe(4, 3f);
              items.setSafe(5, 4f);
            }),
        "vector<float32>[2]",
        new float[] {1, 2},
        null,
        new float[] {3, 4});
    assertColumn(
        fixedLists(
            DOUBLE_ITEM,
            lists -> {
              Float8Vector items = (Float8Vector) lists.getDataVector();
              lists.setNotNull(1);
              items.setSafe(2, 0.1);
              items.setSafe(3, -7);
            }),
        "vector<float32>[2]",
        null,
        new float[] {0.1f, -7},
        null);
    OmenException e =
        assertInvalid(
            fixedLists(
                FLOAT_ITEM,
                lists -> {
                  lists.setNotNull(0);
                  ((Float4Vector) lists.getDataVector()).setSafe(0, 1f);
                }));
    assertTrue(e.what().contains("null inside a vector"), e::toString);
  }

  private static byte[] lists() {
    return ForeignArrow.stream(
        ForeignArrow.nullable("x", new ArrowType.List(), FLOAT_ITEM),
        v -> {
          ListVector lists = (ListVector) v;
          lists.allocateNew();
          Float4Vector items = (Float4Vector) lists.getDataVector();
          for (int row = 0; row < ForeignArrow.ROWS; row++) {
            int start = lists.startNewValue(row);
            items.setSafe(start, row);
            items.setSafe(start + 1, -(float) row);
            lists.endValue(row, 2);
          }
        });
  }

  @Test
  void vectors_ofListsWhereTheTargetSaysSo() {
    Schema target = Schema.parse("y utf8, x vector<float32>[2, cosine]");
    assertColumn(
        ArrowRows.read(new ByteArrayInputStream(lists()), "key", target),
        "vector<float32>[2, cosine]",
        new float[] {0, -0f},
        new float[] {1, -1},
        new float[] {2, -2});
    Schema longer = Schema.parse("x vector<float32>[3]");
    try (ArrowRowReader reader = ArrowRows.read(new ByteArrayInputStream(lists()), "key", longer)) {
      OmenException e = assertThrows(OmenException.class, reader::nextBatch);
      assertEquals(ErrorCode.INVALID_DATA, e.code());
    }
    OmenException e =
        assertThrows(OmenException.class, () -> ArrowRows.read(new ByteArrayInputStream(lists())));
    assertEquals(ErrorCode.INVALID_DATA, e.code());
    assertTrue(e.what().contains("'x' is of type List"), e::toString);
  }

  @Test
  void columns_thatTheTargetDoesNotHave() {
    byte[] stream = stream(new ArrowType.Int(32, true), IntVector.class, v -> v.setSafe(0, 1));
    OmenException e =
        assertThrows(
            OmenException.class,
            () -> ArrowRows.read(new ByteArrayInputStream(stream), "key", Schema.parse("y int32")));
    assertEquals(ErrorCode.COLUMN_NOT_FOUND, e.code());
  }

  @Test
  void key_ofAnotherName() {
    byte[] stream =
        stream(
            new ArrowType.Int(16, false),
            UInt2Vector.class,
            v -> {
              v.setSafe(0, 7);
              v.setSafe(1, 65535);
              v.setSafe(2, 0);
            });
    // The column 'key' of the data is not the key here, and a column may not be named so.
    OmenException e =
        assertThrows(
            OmenException.class, () -> ArrowRows.read(new ByteArrayInputStream(stream), "x", null));
    assertEquals(ErrorCode.INVALID_NAME, e.code());
    e =
        assertThrows(
            OmenException.class,
            () -> ArrowRows.read(new ByteArrayInputStream(stream), "id", null));
    assertEquals(ErrorCode.INVALID_DATA, e.code());
    assertTrue(e.what().contains("there are key, x"), e::toString);
  }

  @Test
  void types_withoutAColumnType() {
    List<ArrowType> types =
        List.of(
            new ArrowType.FloatingPoint(FloatingPointPrecision.HALF),
            new ArrowType.Decimal(10, 2, 128),
            new ArrowType.Duration(TimeUnit.SECOND),
            new ArrowType.Interval(IntervalUnit.DAY_TIME),
            new ArrowType.Time(TimeUnit.SECOND, 32),
            new ArrowType.Null(),
            new ArrowType.Struct());
    for (ArrowType type : types) {
      byte[] stream = ForeignArrow.stream(ForeignArrow.nullable("x", type), _ -> {});
      OmenException e =
          assertThrows(OmenException.class, () -> ArrowRows.read(new ByteArrayInputStream(stream)));
      assertEquals(ErrorCode.INVALID_DATA, e.code());
      assertEquals("x", e.field().orElseThrow());
    }
    byte[] nulls = ForeignArrow.stream(ForeignArrow.nullable("x", new ArrowType.Null()), _ -> {});
    assertColumn(
        ArrowRows.read(new ByteArrayInputStream(nulls), "key", Schema.parse("x int32")),
        "int32",
        null,
        null,
        null);
  }

  @Test
  void file_isToldByItsMagic() throws IOException {
    byte[] bytes =
        ForeignArrow.write(
            ForeignArrow.nullable("x", new ArrowType.Int(32, true)),
            v -> ((IntVector) v).setSafe(1, 42),
            true);
    assertColumn(bytes, "int32", null, 42, null);
    Path file = directory.resolve("x.arrow");
    Files.write(file, bytes);
    assertColumn(ArrowRows.read(file, "key", null), "int32", null, 42, null);
  }

  /** pyarrow 26: two batches, a replaced dictionary, pandas metadata; see the resource's twin. */
  @Test
  void stream_ofPyarrow() {
    try (ArrowRowReader reader = ArrowRows.read(resource("pyarrow.arrows"), "id", null)) {
      assertEquals(
          Schema.parse(
              "name utf8, position vector<float32>[3], seen timestamp, note utf8, tag binary,"
                  + " small int32, day timestamp not null"),
          reader.schema());
      List<Row> rows = new ArrayList<>();
      for (List<Row> batch = reader.nextBatch(); batch != null; batch = reader.nextBatch()) {
        rows.addAll(batch);
      }
      assertEquals(4, rows.size());
      assertEquals(
          Row.of(4_294_967_295L)
              .with("name", "Genève")
              .with("position", new float[] {0.5f, -1, 2})
              .with("seen", Instant.parse("2026-01-02T03:04:05.678901Z"))
              .with("note", "a note that is longer than twelve bytes")
              .with("tag", new byte[] {0, -1})
              .with("small", -7)
              .with("day", Instant.parse("2026-01-02T00:00:00Z")),
          rows.get(0));
      assertEquals(Row.of(2).with("day", Instant.parse("1969-12-31T00:00:00Z")), rows.get(1));
      assertEquals("Zürich", rows.get(2).get("name"));
      assertEquals("short", rows.get(3).get("note"));
    }
  }

  /** polars: a file with string views and without a schema for the key but uint8. */
  @Test
  void file_ofPolars() {
    try (ArrowRowReader reader = ArrowRows.read(resource("polars.arrow"), "id", null)) {
      assertEquals(Schema.parse("name utf8, v vector<float32>[2], t timestamp"), reader.schema());
      assertEquals(
          List.of(
              Row.of(1)
                  .with("name", "a name that is longer than twelve bytes")
                  .with("v", new float[] {1, 2})
                  .with("t", Instant.parse("2026-01-02T03:04:05.000006Z")),
              Row.of(255).with("name", "x").with("v", new float[] {3, 4})),
          reader.nextBatch());
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(ForeignArrowTest.class.getResourceAsStream(name), name);
  }

  @Test
  void file_thatIsNotThere() {
    OmenException e =
        assertThrows(
            OmenException.class, () -> ArrowRows.read(directory.resolve("none"), "key", null));
    assertEquals(ErrorCode.LOCATION_NOT_FOUND, e.code());
  }
}
