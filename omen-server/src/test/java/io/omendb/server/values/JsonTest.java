package io.omendb.server.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "\"a\\nb\"",
        "9223372036854775807",
        "-0.0",
        "0.1",
        "[]",
        "{}",
        "[1,[2,{\"a\":null}]]"
      })
  void readThenWrite_keepsTheText(String text) {
    assertEquals(text, JsonWriter.write(JsonReader.read("text", text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|is empty",
        "{\"a\":1|at line 1, column 7",
        "{\"a\":1} x|at line 1, column 9",
        "{\"a\":1,\"a\":2}|Duplicate field 'a'",
        "[1,]|at line 1, column 4",
        "NaN|Non-standard token 'NaN'"
      })
  void brokenText_isRefusedWithItsPlace(String text, String message) {
    OmenException e = assertThrows(OmenException.class, () -> JsonReader.read("row", text));
    assertEquals(ErrorCode.INVALID_DATA, e.code());
    assertTrue(e.what().contains(message), e.what());
  }

  @Test
  void deepText_isRefused() {
    OmenException e =
        assertThrows(OmenException.class, () -> JsonReader.read("row", "[".repeat(2_000)));
    assertEquals(ErrorCode.INVALID_DATA, e.code());
    assertTrue(e.what().contains("nesting depth"), e.what());
  }

  @Test
  void anythingButAnObject_isNoObject() {
    assertThrows(OmenException.class, () -> JsonReader.readObject("row", "[1]"));
  }

  @Test
  void write_ofEveryType() {
    Row row =
        Row.of(-1)
            .with("f", Float.NaN)
            .with("d", Double.NEGATIVE_INFINITY)
            .with("t", Instant.EPOCH)
            .with("b", new byte[] {0, -1})
            .with("v", new float[] {0.1f, 1e10f})
            .with("n", null);
    assertEquals(
        "{\"key\":-1,\"f\":\"NaN\",\"d\":\"-Infinity\",\"t\":\"1970-01-01T00:00:00Z\","
            + "\"b\":\"AP8=\",\"v\":[0.1,1.0E10],\"n\":null}",
        JsonWriter.write(row));
  }
}
