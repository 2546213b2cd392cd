package io.omendb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
  private static final Schema PLACES =
      Schema.parse("name utf8 not null, size int64, position vector<float32>[2, cosine]");

  private static OmenException refused(Runnable call) {
    return assertThrows(OmenException.class, call::run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a bool",
        "a int32 not null",
        "a int64, b float32, c float64 not null, d timestamp, e utf8, f binary",
        "v vector<float32>[1], w vector<float32>[16384, dot] not null, x vector<float32>[2, cosine]"
      })
  void text_isReadAndWrittenAlike(String text) {
    Schema schema = Schema.parse(text);
    assertEquals(text, schema.toString());
    assertEquals(schema, Schema.parse(schema.toString()));
    assertEquals(schema.hashCode(), Schema.parse(text).hashCode());
  }

  @Test
  void parse_isGenerousWithSpace() {
    assertEquals(
        Schema.parse("a int64 not null, v vector<float32>[3, dot]"),
        Schema.parse("  a\tint64   not \n null ,v vector < float32 > [ 3 , DOT ]  "));
    assertEquals(Schema.parse("v vector<float32>[3]"), Schema.parse("v vector<float32>[3, l2]"));
    assertEquals(Schema.of(), Schema.parse("  \n"));
  }

  @Test
  void columns_areFoundByName() {
    assertEquals(3, PLACES.size());
    assertEquals(1, PLACES.ordinal("size"));
    assertEquals(Optional.of(ScalarType.INT64), PLACES.find("size").map(Column::type));
    assertEquals(Optional.empty(), PLACES.find("Size"));
    assertEquals(new VectorType(2, Metric.COSINE), PLACES.vectorType("position"));
    assertEquals(ErrorCode.COLUMN_NOT_FOUND, refused(() -> PLACES.ordinal("x")).code());
    assertEquals(ErrorCode.COLUMN_NOT_FOUND, refused(() -> PLACES.vectorType("x")).code());
    assertEquals(ErrorCode.INVALID_ARGUMENT, refused(() -> PLACES.vectorType("name")).code());
  }

  @Test
  void project_keepsTheOrderNamed() {
    assertEquals(
        "size int64, name utf8 not null", PLACES.project(List.of("size", "name")).toString());
    assertEquals(Schema.of(), PLACES.project(List.of()));
    assertEquals(
        ErrorCode.COLUMN_NOT_FOUND, refused(() -> PLACES.project(List.of("name", "x"))).code());
    assertEquals(
        ErrorCode.INVALID_SCHEMA, refused(() -> PLACES.project(List.of("name", "name"))).code());
  }

  @Test
  void bind_ordersFillsAndCopies() {
    float[] position = {1, 2};
    Object[] values =
        PLACES.bind(Row.of(1).with("position", position).with("size", 5).with("name", "Bern"));
    position[0] = 9;
    assertEquals(3, values.length);
    assertEquals("Bern", values[0]);
    assertEquals(5L, values[1]);
    assertArrayEquals(new float[] {1, 2}, (float[]) values[2]);
    assertNull(PLACES.bind(Row.of(1).with("name", ""))[1]);
  }

  @Test
  void bind_namesWhatIsWrong() {
    OmenException missing = refused(() -> PLACES.bind(Row.of(77)));
    assertEquals(ErrorCode.INVALID_VALUE, missing.code());
    assertEquals(Optional.of("name"), missing.field());
    assertTrue(missing.what().contains("77"), missing::what);
    OmenException unknown = refused(() -> PLACES.bind(Row.of(1).with("colour", null)));
    assertEquals(ErrorCode.COLUMN_NOT_FOUND, unknown.code());
    OmenException wrong = refused(() -> PLACES.bind(Row.of(1).with("name", 5)));
    assertEquals(Optional.of("name"), wrong.field());
  }

  @Test
  void equality_isOfColumnsInOrder() {
    assertNotEquals(Schema.parse("a bool, b bool"), Schema.parse("b bool, a bool"));
    assertNotEquals(Schema.parse("a bool"), Schema.parse("a bool not null"));
    assertNotEquals(
        Schema.parse("v vector<float32>[2]"), Schema.parse("v vector<float32>[2, dot]"));
  }

  @Test
  void longNames_areShownShort() {
    String eighty = "n".repeat(80);
    assertEquals(eighty, Names.printable(eighty));
    assertEquals(eighty + "... (81 characters)", Names.printable(eighty + "n"));
    assertEquals("a\\u0000b", Names.printable("a\0b"));
    assertTrue(Names.printable("\0".repeat(10_000)).length() < 120);
  }
}
