package io.omendb.server.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads keys. Commands that take keys let what looks like an option through to here, because {@code
 * -5} is a key; what is no number is then an option nobody knows.
 */
final class KeyConverter implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      if (text.startsWith("-") && !text.matches("-\\d+")) {
        throw new TypeConversionException("Unknown option: '" + text + "'");
      }
      throw new TypeConversionException(
          "'" + text + "' is not a key, a whole number in -2^63..2^63-1");
    }
  }
}
