package io.omendb.server.http;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.Names;
import io.omendb.OmenException;
import io.omendb.server.limits.RequestBounds;
import io.omendb.server.security.Principal;
import io.omendb.server.values.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request, with everything a handler may ask of it. For one thread.
 *
 * @param database the database it is about
 * @param principal who asks
 * @param match its route and what stands for the variables of the path
 * @param rawQuery the query as it came; null for none
 * @param bounds what it may ask for
 * @param content the body as it came
 */
record Call(
    Database database,
    Principal principal,
    RouteTable.Match match,
    @Nullable String rawQuery,
    RequestBounds bounds,
    byte[] content) {

  /** The collection that the path names. */
  Collection collection() {
    return database.collection(collectionName());
  }

  /** Its name, checked before any path or log line is made of it. */
  String collectionName() {
    String name = variable(Route.COLLECTION);
    Names.checkCollection(name);
    return name;
  }

  /** The key that the path names. */
  long key() {
    return Fields.toLong("key", variable("key"));
  }

  /** What stands for a variable of the path. */
  String variable(String name) {
    return Objects.requireNonNull(match.variables().get(name), name);
  }

  /** The parameters of the query. */
  Fields query() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (rawQuery != null && !rawQuery.isEmpty()) {
      for (String part : rawQuery.split("&", -1)) {
        int equals = part.indexOf('=');
        String name = RouteTable.decoded(equals < 0 ? part : part.substring(0, equals));
        String value = equals < 0 ? "" : RouteTable.decoded(part.substring(equals + 1));
        if (values.put(name, value) != null) {
          throw OmenException.invalid(name, "The parameter is there twice", "name it once");
        }
      }
    }
    return new Fields(values, "", match.route().query());
  }

  /** The object in the body; one without fields where there is no body. */
  Fields body() {
    Route.Body body = Objects.requireNonNull(match.route().body());
    return new Fields(object(), "", Objects.requireNonNull(body.params()));
  }

  /** The object in the body, whatever its fields are. */
  Map<String, @Nullable Object> object() {
    if (content.length == 0) {
      return Map.of();
    }
    try {
      return JsonReader.readObject(
          "body", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException e) {
      throw new OmenException(
          ErrorCode.INVALID_DATA, "The body is not UTF-8", "body", "encode it anew", e);
    }
  }

  /** The columns that a query or a body names, checked; null for all. */
  static @Nullable List<String> columns(Collection collection, @Nullable List<String> named) {
    if (named != null) {
      for (String column : named) {
        collection.schema().ordinal(column);
      }
      if (named.stream().distinct().count() < named.size()) {
        throw OmenException.invalid("columns", "A column is named twice", "name it once");
      }
    }
    return named;
  }
}
