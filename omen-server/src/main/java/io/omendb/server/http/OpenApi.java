package io.omendb.server.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The OpenAPI 3.0 document of a list of routes. */
final class OpenApi {
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

  private static final Map<String, Object> COLUMNS_OF_A_ROW =
      Map.of(
          "type",
          "object",
          "description",
          "The columns of the row by name; its key is in the path.",
          "additionalProperties",
          true);

  private OpenApi() {}

  static Map<String, Object> document(List<Route> routes) {
    Map<String, Object> paths = new LinkedHashMap<>();
    for (Route route : routes) {
      @SuppressWarnings("unchecked") // Nothing else was put in.
      Map<String, Object> methods =
          (Map<String, Object>)
              paths.computeIfAbsent(route.path(), path -> new LinkedHashMap<String, Object>());
      methods.put(route.method().toLowerCase(Locale.ROOT), operation(route));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.0.3");
    document.put(
        "info",
        Map.of(
            "title", "OmenDB",
            "version", "v1",
            "description", "Rows ordered by a 64-bit key, and vectors beside them.",
            "license",
                Map.of(
                    "name", "Apache-2.0",
                    "url", "https://www.apache.org/licenses/LICENSE-2.0.txt")));
    document.put("paths", paths);
    document.put("components", Map.of("schemas", Schemas.NAMED));
    return document;
  }

  private static Map<String, Object> operation(Route route) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", route.id());
    operation.put("summary", route.summary());
    operation.put("x-omendb-permission", route.permission().name().toLowerCase(Locale.ROOT));
    List<Map<String, Object>> parameters = new ArrayList<>();
    VARIABLE
        .matcher(route.path())
        .results()
        .forEach(variable -> parameters.add(variable(variable.group(1))));
    route.query().forEach(param -> parameters.add(query(param)));
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    Route.Body body = route.body();
    if (body != null) {
      operation.put("requestBody", body(body));
    }
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put(
        Integer.toString(route.answer().status()),
        response(route.answer().about(), route.answer().contentType(), route.answer().schema()));
    responses.put("default", response("What is wrong.", Answer.JSON, Schemas.reference("Error")));
    operation.put("responses", responses);
    return operation;
  }

  private static Map<String, Object> variable(String name) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", name);
    parameter.put("in", "path");
    parameter.put("required", true);
    parameter.put(
        "schema",
        name.equals(Route.COLLECTION)
            ? Map.of("type", "string", "pattern", "^[a-z][a-z0-9_]{0,62}$")
            : name.equals("operation") ? Schemas.UUID : Schemas.INT64);
    return parameter;
  }

  private static Map<String, Object> query(Param param) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", param.name());
    parameter.put("in", "query");
    parameter.put("required", param.required());
    parameter.put("description", param.about());
    if (param.schema().equals(Schemas.STRINGS)) {
      parameter.put("style", "form");
      parameter.put("explode", false); // a,b and not columns=a&columns=b
    }
    parameter.put("schema", param.schema());
    return parameter;
  }

  private static Map<String, Object> body(Route.Body body) {
    List<Param> params = body.params();
    Map<String, Object> schema = params == null ? COLUMNS_OF_A_ROW : Schemas.object(params);
    Map<String, Object> media = new LinkedHashMap<>();
    media.put("schema", schema);
    media.put("example", body.example());
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("required", true);
    request.put("content", Map.of(Answer.JSON, media));
    return request;
  }

  private static Map<String, Object> response(
      String about, String contentType, Map<String, Object> schema) {
    return Map.of("description", about, "content", Map.of(contentType, Map.of("schema", schema)));
  }
}
