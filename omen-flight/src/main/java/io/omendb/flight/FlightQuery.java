package io.omendb.flight;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.omendb.KeyRange;
import io.omendb.Names;
import io.omendb.OmenException;
import io.omendb.ScanSpec;
import io.omendb.Schema;
import io.omendb.core.arrow.ArrowNames;
import io.omendb.predicate.Predicate;
import io.omendb.server.limits.RequestBounds;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor;
import org.apache.arrow.flight.impl.Flight.FlightDescriptor.DescriptorType;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a flight has. A command, a path and a ticket are three ways to say it: the path {@code
 * [collection]} means all rows, command and ticket are JSON, {@code {"collection": "cities",
 * "from": 0, "to": 100, "columns": ["name"], "where": "population > 100000", "limit": 10,
 * "descending": true}}, of which only the collection is required.
 *
 * @param collection its name, which is valid
 * @param from first key; null for the least
 * @param to one past the last key; null for no bound
 * @param columns the columns to return after the key, in that order; null for all
 * @param where the predicate's text, which parses; null for all rows
 * @param limit the most rows; null for all
 * @param descending whether the greatest key comes first
 */
record FlightQuery(
    String collection,
    @Nullable Long from,
    @Nullable Long to,
    @Nullable List<String> columns,
    @Nullable String where,
    @Nullable Long limit,
    boolean descending) {
  private static final Set<String> FIELDS =
      Set.of("collection", "from", "to", "columns", "where", "limit", "descending");

  FlightQuery {
    Names.checkCollection(collection);
    columns = columns == null ? null : withoutKey(columns);
  }

  /** The key is always there and first; naming it changes nothing. */
  private static List<String> withoutKey(List<String> columns) {
    Set<String> seen = new LinkedHashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw OmenException.invalid(
            "columns",
            "The column '" + Names.printable(column) + "' is named twice",
            "name it once");
      }
    }
    seen.remove(ArrowNames.KEY);
    return List.copyOf(seen);
  }

  /** What a descriptor asks for. */
  static FlightQuery of(FlightDescriptor descriptor, RequestBounds bounds) {
    if (descriptor.getType() == DescriptorType.CMD) {
      return of(JsonRequest.parse("cmd", descriptor.getCmd(), FIELDS), bounds);
    }
    return all(path(descriptor));
  }

  /** What a ticket asks for. */
  static FlightQuery ofTicket(ByteString ticket, RequestBounds bounds) {
    return of(JsonRequest.parse("ticket", ticket, FIELDS), bounds);
  }

  /** All rows of a collection. */
  static FlightQuery all(String collection) {
    return new FlightQuery(collection, null, null, null, null, null, false);
  }

  private static FlightQuery of(JsonRequest request, RequestBounds bounds) {
    String where = request.text("where");
    if (where != null) {
      bounds.checkPredicate("where", where);
    }
    FlightQuery query =
        new FlightQuery(
            request.requiredText("collection"),
            request.integer("from"),
            request.integer("to"),
            request.texts("columns"),
            where,
            request.integer("limit"),
            request.flag("descending"));
    query.spec();
    return query;
  }

  /** The collection that a path names. */
  static String path(FlightDescriptor descriptor) {
    if (descriptor.getType() != DescriptorType.PATH) {
      throw OmenException.invalid(
          "type", "The descriptor is neither a path nor a command", "give the path [collection]");
    }
    if (descriptor.getPathCount() != 1) {
      throw OmenException.invalid(
          "path",
          "The path has " + descriptor.getPathCount() + " parts, must have one",
          "give the path [collection]");
    }
    return descriptor.getPath(0);
  }

  /** What a scan must read. */
  ScanSpec spec() {
    return new ScanSpec(
        KeyRange.between(from, to),
        descending,
        limit == null ? ScanSpec.NO_LIMIT : limit,
        where == null ? null : Predicate.parse(where),
        columns);
  }

  /** The columns that the flight has, of those of the collection. */
  Schema project(Schema schema) {
    return columns == null ? schema : schema.project(columns);
  }

  /** The ticket for these rows. */
  ByteString ticket() {
    ObjectNode json = JsonRequest.object().put("collection", collection);
    if (from != null) {
      json.put("from", from);
    }
    if (to != null) {
      json.put("to", to);
    }
    if (columns != null) {
      ArrayNode names = json.putArray("columns");
      columns.forEach(names::add);
    }
    if (where != null) {
      json.put("where", where);
    }
    if (limit != null) {
      json.put("limit", limit);
    }
    if (descending) {
      json.put("descending", true);
    }
    return JsonRequest.bytes(json);
  }
}
