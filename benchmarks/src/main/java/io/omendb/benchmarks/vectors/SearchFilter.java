package io.omendb.benchmarks.vectors;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How searches are filtered.
 *
 * @param kind by what
 * @param fraction of the rows that a query may return, greater than 0 and at most 1
 */
public record SearchFilter(Kind kind, double fraction) {
  /** By what searches are filtered. */
  public enum Kind {
    /** A range of keys, {@link RowWindow}. */
    KEYS,
    /** One value of a string column, {@link TagColumn}. */
    WHERE
  }

  /** All rows. */
  public static final SearchFilter NONE = keys(1);

  /** A range of keys, another one for each query. */
  public static SearchFilter keys(double fraction) {
    return new SearchFilter(Kind.KEYS, fraction);
  }

  /** Equality with one value of a string column. */
  public static SearchFilter where(double fraction) {
    return new SearchFilter(Kind.WHERE, fraction);
  }

  /** The fraction where searches are filtered by this, otherwise null. */
  public @Nullable Double fraction(Kind asked) {
    return kind == asked ? fraction : null;
  }

  /**
   * What each query may return.
   *
   * @param count number of rows
   */
  public QueryRows rows(int count) {
    return switch (kind) {
      case KEYS -> query -> RowWindow.of(fraction, count, query);
      case WHERE -> new TagColumn(fraction, count)::wanted;
    };
  }

  /** The columns that the rows must have for these filters. */
  public static List<TagColumn> columns(List<SearchFilter> filters, int count) {
    return filters.stream()
        .filter(filter -> filter.kind == Kind.WHERE)
        .map(filter -> new TagColumn(filter.fraction, count))
        .toList();
  }

  /** For {@link #parse} and for people: {@code keys 0.1}. */
  public String text() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + fraction;
  }

  /** The filter of a {@link #text}. */
  public static SearchFilter parse(String text) {
    String[] words = text.split(" ", 2);
    return new SearchFilter(
        Kind.valueOf(words[0].toUpperCase(Locale.ROOT)), Double.parseDouble(words[1]));
  }
}
