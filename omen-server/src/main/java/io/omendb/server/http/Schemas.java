package io.omendb.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON Schemas of what requests hold and answers say, as OpenAPI 3.0 has them. */
final class Schemas {
  static final Map<String, Object> STRING = Map.of("type", "string");
  static final Map<String, Object> BOOLEAN = Map.of("type", "boolean");
  static final Map<String, Object> DOUBLE = Map.of("type", "number", "format", "double");
  static final Map<String, Object> INT32 = Map.of("type", "integer", "format", "int32");
  static final Map<String, Object> INT64 = Map.of("type", "integer", "format", "int64");

  /** An int64 that may be null. */
  static final Map<String, Object> NULLABLE_INT64 =
      Map.of("type", "integer", "format", "int64", "nullable", true);

  /** As requests may write a key: its digits as a string, where integers have 53 bits only. */
  static final Map<String, Object> KEY =
      Map.of("oneOf", List.of(INT64, Map.of("type", "string", "pattern", "^-?[0-9]{1,19}$")));

  static final Map<String, Object> STRINGS = array(STRING);
  static final Map<String, Object> KEYS = array(KEY);
  static final Map<String, Object> VECTOR = array(Map.of("type", "number", "format", "float"));
  static final Map<String, Object> DURABILITY = oneOf("sync", "async");
  static final Map<String, Object> MODE = oneOf("auto", "exact", "fast", "graph");

  static final Map<String, Object> UUID = Map.of("type", "string", "format", "uuid");

  /** A key and a value for each column. */
  static final Map<String, Object> ROW = reference("Row");

  static final Map<String, Object> STATS = reference("CollectionStats");
  static final Map<String, Object> SEQ = object("seq", INT64);

  static final Map<String, Object> COLLECTION = object("name", STRING, "schema", STRING);

  static final Map<String, Object> NEAREST =
      object(
          "hits",
          array(object("key", INT64, "distance", DOUBLE, "score", DOUBLE, "row", ROW)),
          "certified",
          BOOLEAN,
          "mode",
          MODE,
          "rowsScanned",
          INT64);

  /** A long-running operation. */
  static final Map<String, Object> OPERATION = reference("Operation");

  /** What schemas refer to by name. */
  static final Map<String, Object> NAMED = named();

  private Schemas() {}

  /** An object that always has these fields: name, schema, name, schema ... */
  static Map<String, Object> object(Object... namesAndSchemas) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (int i = 0; i < namesAndSchemas.length; i += 2) {
      properties.put((String) namesAndSchemas[i], namesAndSchemas[i + 1]);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("required", List.copyOf(properties.keySet()));
    schema.put("properties", properties);
    return schema;
  }

  /** An object of these fields and no others. */
  static Map<String, Object> object(List<Param> params) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    List<String> required = params.stream().filter(Param::required).map(Param::name).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Param param : params) {
      Map<String, Object> property = new LinkedHashMap<>(param.schema());
      property.put("description", param.about());
      properties.put(param.name(), property);
    }
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }

  static Map<String, Object> array(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }

  static Map<String, Object> oneOf(String... constants) {
    return Map.of("type", "string", "enum", List.of(constants));
  }

  static Map<String, Object> reference(String name) {
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  private static Map<String, Object> named() {
    Map<String, Object> row = new LinkedHashMap<>(object("key", INT64));
    row.put(
        "description",
        "The key, then the columns: integers, numbers (NaN and the infinities as strings), strings,"
            + " binary as base64, timestamps as ISO-8601, vectors as arrays, null.");
    row.put("additionalProperties", true);
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("Row", row);
    named.put(
        "Error",
        object(
            "error",
            object(
                "code",
                Map.of("type", "string", "description", "The name of the gRPC status."),
                "reason",
                Map.of("type", "string", "description", "The error code of the reference."),
                "field",
                Map.of("type", "string", "nullable", true),
                "message",
                STRING)));
    named.put("Operation", OperationSchema.OPERATION);
    named.put("CollectionStats", StatsSchema.COLLECTION);
    return named;
  }
}
