package io.omendb.server.grpc;

import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.SearchMode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields that requests share; every error names its field. */
final class Requests {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int SHOWN_LENGTH = 80;

  private Requests() {}

  /** A collection's name, checked before any path or log line is made of it. */
  static String collection(String name) {
    if (name.isEmpty()) {
      throw missing("collection");
    }
    if (!NAME.matcher(name).matches()) {
      throw new OmenException(
          ErrorCode.INVALID_NAME,
          "The collection name '" + shown(name) + "' does not match " + NAME,
          "collection",
          "use lower-case letters, digits and underscores, starting with a letter",
          null);
    }
    return name;
  }

  static KeyRange range(io.omendb.server.grpc.v1.KeyRange range) {
    return KeyRange.between(
        range.hasFromKey() ? range.getFromKey() : null, range.hasToKey() ? range.getToKey() : null);
  }

  /** The durability asked for; null where the configured one is meant. */
  static @Nullable Durability durability(io.omendb.server.grpc.v1.Durability durability) {
    return switch (durability) {
      case DURABILITY_UNSPECIFIED -> null;
      case DURABILITY_SYNC -> Durability.SYNC;
      case DURABILITY_ASYNC -> Durability.ASYNC;
      case UNRECOGNIZED -> throw unknown("durability", "0, 1 or 2");
    };
  }

  static SearchMode mode(io.omendb.server.grpc.v1.SearchMode mode) {
    return switch (mode) {
      case SEARCH_MODE_UNSPECIFIED, SEARCH_MODE_AUTO -> SearchMode.AUTO;
      case SEARCH_MODE_EXACT -> SearchMode.EXACT;
      case UNRECOGNIZED -> throw unknown("mode", "0, 1 or 2");
    };
  }

  /** The schema of these columns, all where none is named. */
  static Schema project(Schema schema, List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw OmenException.invalid(
            "columns", "The column '" + shown(column) + "' is named twice", "name it once");
      }
    }
    return columns.isEmpty() ? schema : schema.project(columns);
  }

  /** The columns of a specification of the API, where null stands for all. */
  static @Nullable List<String> columns(List<String> columns) {
    return columns.isEmpty() ? null : columns;
  }

  static void checkCount(String field, long count, int limit) {
    if (count > limit) {
      throw tooMany(field, count + " " + field, limit);
    }
  }

  static OmenException tooManyRows(String field) {
    return tooMany(
        field, "More than " + Limits.MAX_BATCH_OPERATIONS + " rows", Limits.MAX_BATCH_OPERATIONS);
  }

  static OmenException missing(String field) {
    return OmenException.invalid(field, field + " is required", null);
  }

  /** The text without control characters and of bounded length. */
  static String shown(String text) {
    String head = text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH);
    String printable = CONTROL.matcher(head).replaceAll("?");
    return head.length() == text.length()
        ? printable
        : printable + "... (" + text.length() + " characters)";
  }

  private static OmenException tooMany(String field, String what, int limit) {
    return new OmenException(
        ErrorCode.LIMIT_EXCEEDED,
        what + ", the limit of one request is " + limit,
        field,
        "split the request",
        null);
  }

  private static OmenException unknown(String field, String allowed) {
    return OmenException.invalid(
        field, field + " is a number this server does not know, must be " + allowed, null);
  }
}
