package io.omendb.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class CountConverterTest {
  private final CountConverter converter = new CountConverter();

  @Test
  void suffixes_areThousandsAndMillions() {
    assertEquals(250, converter.convert("250"));
    assertEquals(16_000, converter.convert("16K"));
    assertEquals(10_000_000, converter.convert("10m"));
    assertEquals(Integer.MAX_VALUE - 8, converter.convert("2147483639"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5M", "K", "3G", "2147483640", "9999999999M"})
  void others_areRefused(String text) {
    assertThrows(TypeConversionException.class, () -> converter.convert(text));
  }
}
