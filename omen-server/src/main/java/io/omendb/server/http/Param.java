package io.omendb.server.http;

import java.util.Map;

/**
 * A named part of a request: of its query or of its JSON body.
 *
 * @param name its name
 * @param required whether it must be there
 * @param schema its JSON Schema, for the OpenAPI document
 * @param about what it means, for people
 */
record Param(String name, boolean required, Map<String, Object> schema, String about) {
  static Param required(String name, Map<String, Object> schema, String about) {
    return new Param(name, true, schema, about);
  }

  static Param optional(String name, Map<String, Object> schema, String about) {
    return new Param(name, false, schema, about);
  }
}
