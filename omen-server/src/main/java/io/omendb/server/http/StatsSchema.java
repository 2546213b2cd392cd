package io.omendb.server.http;

import static io.omendb.server.http.Schemas.DOUBLE;
import static io.omendb.server.http.Schemas.INT32;
import static io.omendb.server.http.Schemas.INT64;
import static io.omendb.server.http.Schemas.STRING;
import static io.omendb.server.http.Schemas.array;
import static io.omendb.server.http.Schemas.object;

import java.util.Map;

/** The JSON Schema of a collection's statistics. */
final class StatsSchema {
  private static final Map<String, Object> SEGMENT =
      object(
          "name", STRING,
          "rows", INT64,
          "bytes", INT64,
          "minKey", INT64,
          "maxKey", INT64,
          "indexEngine", STRING,
          "indexChosen", STRING,
          "indexBytes", INT64,
          "maxError", INT32,
          "meanError", DOUBLE,
          "codesBytes", INT64,
          "indexReason", STRING);

  private static final Map<String, Object> ACTIVITY =
      object(
          "memtablesFrozen", INT32,
          "mappedBytes", INT64,
          "commitsLogged", INT64,
          "logWrites", INT64,
          "flushes", INT64,
          "merges", INT64,
          "exactSearches", INT64,
          "fastSearches", INT64,
          "graphSearches", INT64);

  static final Map<String, Object> COLLECTION =
      object(
          "name", STRING,
          "seq", INT64,
          "memtableRows", INT64,
          "memtableBytes", INT64,
          "segmentRows", INT64,
          "segmentBytes", INT64,
          "indexBytes", INT64,
          "segments", array(SEGMENT),
          "learned", object("hits", INT64, "fallbacks", INT64, "errorHistogram", array(INT64)),
          "engines", object("index", STRING, "storage", STRING, "compute", STRING),
          "activity", ACTIVITY);

  private StatsSchema() {}
}
