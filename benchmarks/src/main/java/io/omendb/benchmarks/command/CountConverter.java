package io.omendb.benchmarks.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of keys or rows: {@code 250}, {@code 16K} (16,000) or {@code 10M} (10,000,000). */
final class CountConverter implements ITypeConverter<Integer> {
  private static final Pattern COUNT = Pattern.compile("(\\d{1,10})([KM]?)");
  private static final int MAX_COUNT = Integer.MAX_VALUE - 8;

  @Override
  public Integer convert(String text) {
    Matcher matcher = COUNT.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no count: write for instance 250, 16K or 10M");
    }
    long unit =
        switch (matcher.group(2)) {
          case "K" -> 1_000;
          case "M" -> 1_000_000;
          default -> 1;
        };
    long count = Long.parseLong(matcher.group(1)) * unit;
    if (count < 1 || count > MAX_COUNT) {
      throw new TypeConversionException(text + " is not in 1.." + MAX_COUNT);
    }
    return (int) count;
  }

  /** The count as a person writes it: {@code 16K}, {@code 10M}. */
  static String shortText(long count) {
    if (count % 1_000_000 == 0) {
      return count / 1_000_000 + "M";
    }
    return count % 1_000 == 0 ? count / 1_000 + "K" : Long.toString(count);
  }
}
