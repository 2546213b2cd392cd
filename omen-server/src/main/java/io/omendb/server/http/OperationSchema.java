package io.omendb.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON Schema of a long-running operation. */
final class OperationSchema {
  static final Map<String, Object> OPERATION =
      Schemas.object(
          "name",
          Schemas.STRING,
          "kind",
          Schemas.oneOf("backup", "flush", "merge", "import", "export"),
          "subject",
          Schemas.STRING,
          "state",
          Schemas.oneOf("waiting", "running", "succeeded", "failed", "cancelled"),
          "fraction",
          nullable(Schemas.DOUBLE),
          "doneRows",
          Schemas.INT64,
          "totalRows",
          Schemas.INT64,
          "doneBytes",
          Schemas.INT64,
          "totalBytes",
          Schemas.INT64,
          "started",
          Schemas.STRING,
          "ended",
          nullable(Schemas.STRING),
          "error",
          nullable(
              Schemas.object(
                  "reason",
                  Schemas.STRING,
                  "field",
                  nullable(Schemas.STRING),
                  "message",
                  Schemas.STRING)));

  private OperationSchema() {}

  private static Map<String, Object> nullable(Map<String, Object> schema) {
    Map<String, Object> orNull = new LinkedHashMap<>(schema);
    orNull.put("nullable", true);
    return orNull;
  }
}
