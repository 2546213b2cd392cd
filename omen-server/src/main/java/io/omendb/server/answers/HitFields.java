package io.omendb.server.answers;

import io.omendb.Hit;
import io.omendb.NearestResult;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The nearest rows that a search found, as the fields of JSON. */
public final class HitFields {
  private HitFields() {}

  /** The fields of the answer of a search. */
  public static Map<String, Object> of(NearestResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("hits", result.hits().stream().map(HitFields::of).toList());
    fields.put("certified", result.certified());
    fields.put("mode", result.mode().name().toLowerCase(Locale.ROOT));
    fields.put("rowsScanned", result.rowsScanned());
    return fields;
  }

  /** The fields of one row. */
  public static Map<String, Object> of(Hit hit) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", hit.key());
    fields.put("distance", hit.distance());
    fields.put("score", hit.score());
    fields.put("row", hit.row());
    return fields;
  }
}
