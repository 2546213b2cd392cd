package io.omendb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads schema text. Grammar: {@code column ("," column)*}, {@code column = name type ["not
 * null"]}.
 */
final class SchemaParser {
  private static final Pattern VECTOR =
      Pattern.compile(
          "vector\\s*<\\s*float32\\s*>\\s*\\[\\s*(\\d{1,9})\\s*(?:,\\s*(\\w+)\\s*)?\\]");
  private static final Pattern NOT_NULL = Pattern.compile("\\s+not\\s+null$");

  private SchemaParser() {}

  static List<Column> parse(String text) {
    List<Column> columns = new ArrayList<>();
    if (text.isBlank()) {
      return columns;
    }
    for (String part : splitOutsideBrackets(text)) {
      columns.add(column(part.strip()));
    }
    return columns;
  }

  private static List<String> splitOutsideBrackets(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean inBrackets = false;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '[' -> inBrackets = true;
        case ']' -> inBrackets = false;
        case ',' -> {
          if (!inBrackets) {
            parts.add(text.substring(start, i));
            start = i + 1;
          }
        }
        default -> {}
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static Column column(String part) {
    int space = 0;
    while (space < part.length() && !Character.isWhitespace(part.charAt(space))) {
      space++;
    }
    String name = part.substring(0, space);
    String type = part.substring(space).strip();
    if (type.isEmpty()) {
      throw new OmenException(
          ErrorCode.INVALID_SCHEMA,
          "The column '" + Names.printable(name) + "' has no type",
          "schema",
          "write 'name type', for instance 'population int64'",
          null);
    }
    Matcher notNull = NOT_NULL.matcher(type);
    boolean nullable = !notNull.find();
    return new Column(
        name, type(name, nullable ? type : type.substring(0, notNull.start())), nullable);
  }

  private static ColumnType type(String column, String text) {
    for (ScalarType scalar : ScalarType.values()) {
      if (scalar.text().equals(text)) {
        return scalar;
      }
    }
    Matcher vector = VECTOR.matcher(text);
    if (vector.matches()) {
      String metric = vector.group(2);
      return new VectorType(
          Integer.parseInt(vector.group(1)),
          metric == null ? Metric.L2 : Metric.parse(metric.toLowerCase(Locale.ROOT)));
    }
    throw new OmenException(
        ErrorCode.INVALID_SCHEMA,
        "The column '"
            + Names.printable(column)
            + "' has the unknown type '"
            + Names.printable(text)
            + "'",
        "schema",
        "types are bool, int32, int64, float32, float64, timestamp, utf8, binary, vector<float32>[DIM]",
        null);
  }
}
