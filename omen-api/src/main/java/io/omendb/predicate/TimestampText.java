package io.omendb.predicate;

import io.omendb.Names;
import io.omendb.OmenException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/** Points in time in ISO-8601. */
final class TimestampText {
  private TimestampText() {}

  static long micros(String column, String text) {
    Instant instant = parse(column, text);
    if (!instant.truncatedTo(ChronoUnit.MICROS).equals(instant)) {
      throw bad(column, text, "is finer than a microsecond");
    }
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    } catch (ArithmeticException e) {
      throw bad(column, text, "is beyond 64-bit microseconds");
    }
  }

  private static Instant parse(String column, String text) {
    try {
      if (text.indexOf('T') < 0) {
        return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      if (text.endsWith("Z")) {
        return Instant.parse(text);
      }
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      return parsed instanceof OffsetDateTime time
          ? time.toInstant()
          : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw bad(column, text, "is no point in time");
    }
  }

  private static OmenException bad(String column, String text, String what) {
    return OmenException.invalid(
        "where",
        "Column '" + Names.printable(column) + "': '" + Names.printable(text) + "' " + what,
        "write for instance '2026-01-31', '2026-01-31T12:00:00.000001Z' or microseconds since 1970"
            + " as a number");
  }
}
