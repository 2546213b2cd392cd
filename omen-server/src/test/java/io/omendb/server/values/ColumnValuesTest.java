package io.omendb.server.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.omendb.Column;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColumnValuesTest {
  private static final Schema SCHEMA =
      Schema.parse(
          "b bool, i int32, l int64, f float32, d float64, t timestamp, s utf8, x binary,"
              + " v vector<float32>[2]");

  private static final Row ROW =
      Row.of(3)
          .with("b", true)
          .with("i", Integer.MIN_VALUE)
          .with("l", Long.MAX_VALUE)
          .with("f", 0.1f)
          .with("d", Double.MIN_VALUE)
          .with("t", Instant.parse("1969-12-31T23:59:59.999999Z"))
          .with("s", "\"q\", \n")
          .with("x", new byte[] {1, 2, 3})
          .with("v", new float[] {-0.0f, Float.MAX_VALUE});

  private static Column column(String name) {
    return ColumnValues.column(SCHEMA, name);
  }

  @Test
  void jsonOfARow_readsBackAsTheRow() {
    Map<String, Object> fields = JsonReader.readObject("row", JsonWriter.write(ROW));
    fields.remove("key");
    assertEquals(ROW, ColumnValues.row(SCHEMA, 3, fields));
  }

  @Test
  void csvFieldsOfARow_readBackAsTheRow() {
    Row row = Row.of(3);
    for (int i = 0; i < ROW.size(); i++) {
      String field = Objects.requireNonNull(ColumnText.field(ROW.value(i)));
      row = row.with(ROW.columnName(i), ColumnValues.fromText(column(ROW.columnName(i)), field));
    }
    assertEquals(ROW, row);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void notFiniteFloats_areStringsInJson(String text) {
    assertEquals(Double.valueOf(text), ColumnValues.fromJson(column("d"), text));
    assertEquals(Float.valueOf(text), ColumnValues.fromText(column("f"), text));
  }

  @Test
  void int64_mayBeAStringOfItsDigits_otherIntegersMayNot() {
    assertEquals(Long.MIN_VALUE, ColumnValues.fromJson(column("l"), "-9223372036854775808"));
    for (String text : new String[] {"9223372036854775808", "1.0", "1e3", "", "-", " 1"}) {
      OmenException e =
          assertThrows(OmenException.class, () -> ColumnValues.fromJson(column("l"), text));
      assertEquals(ErrorCode.INVALID_VALUE, e.code());
    }
    assertThrows(OmenException.class, () -> ColumnValues.fromJson(column("i"), "1"));
  }

  @Test
  void float32_isRoundedOnce() {
    // Half way between two floats but for the last digit, which a double would lose.
    String text = "1.00000017881393432617187499";
    assertEquals(Float.parseFloat(text), ColumnValues.fromText(column("f"), text));
    assertEquals(
        Float.parseFloat(text), ColumnValues.fromJson(column("f"), JsonReader.read("x", text)));
  }

  @Test
  void timestampWithOffset_isTheInstant() {
    assertEquals(
        Instant.parse("2026-01-31T11:00:00Z"),
        ColumnValues.fromText(column("t"), "2026-01-31T12:00:00+01:00"));
  }

  @ParameterizedTest
  @CsvSource({
    "b,yes", "b,TRUE", "i,2147483648", "i,1.5", "l,1e400", "l,1e999999999", "l,''", "f,1e39",
    "f,one", "d,0x", "t,2026-01-31", "x,*", "v,1", "v,[1]", "v,'[1,null]'", "v,'[1,1e39]'"
  })
  void textThatDoesNotFit_isRefusedWithTheColumn(String name, String text) {
    OmenException e =
        assertThrows(OmenException.class, () -> ColumnValues.fromText(column(name), text));
    assertEquals(ErrorCode.INVALID_VALUE, e.code());
    assertEquals(name, e.field().orElse(""));
  }
}
