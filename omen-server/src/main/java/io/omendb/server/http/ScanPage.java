package io.omendb.server.http;

import io.omendb.Collection;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.RowCursor;
import io.omendb.ScanSpec;
import io.omendb.server.values.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of a scan: as many rows as asked for, or fewer where they are large, and the key at which
 * the next page begins. Nothing stays open between pages, so each sees the commits of its time.
 */
final class ScanPage {
  private static final int USUAL_ROWS = 1_000;
  private static final int MAX_ROWS = 10_000;

  /** Bytes beyond which no further row is added. */
  private static final int ENOUGH_BYTES = 8 << 20;

  static final Param LIMIT =
      Param.optional(
          "limit",
          Map.of("type", "integer", "minimum", 1, "maximum", MAX_ROWS, "default", USUAL_ROWS),
          "At most so many rows.");
  static final Param REVERSE =
      Param.optional("reverse", Schemas.BOOLEAN, "Whether the greatest key comes first.");

  private ScanPage() {}

  static Answer read(Call call) {
    Collection collection = call.collection();
    Fields query = call.query();
    int limit = query.integer("limit", USUAL_ROWS);
    if (limit < 1 || limit > MAX_ROWS) {
      throw OmenException.invalid(
          "limit", "limit is " + limit + ", must be in 1.." + MAX_ROWS, "read the next page then");
    }
    boolean reverse = query.flag("reverse");
    ScanSpec spec =
        new ScanSpec(
            query.keyRange(),
            reverse,
            limit + 1L,
            query.where(call.bounds()),
            Call.columns(collection, query.names("columns")));
    try (RowCursor cursor = collection.scan(spec)) {
      return Answer.json(page(cursor, limit, reverse));
    }
  }

  private static byte[] page(RowCursor cursor, int limit, boolean reverse) {
    JsonBytes page = new JsonBytes();
    page.writeBytes("{\"rows\":[".getBytes(StandardCharsets.UTF_8));
    Long next = null;
    long last = 0;
    for (int rows = 0; cursor.hasNext() && next == null; rows++) {
      Row row = cursor.next();
      if (rows < limit && page.size() < ENOUGH_BYTES) {
        if (rows > 0) {
          page.write(',');
        }
        JsonWriter.writeTo(page, row);
        last = row.key();
      } else {
        next = reverse ? Long.valueOf(last) : Long.valueOf(row.key());
      }
    }
    page.writeBytes(end(next).getBytes(StandardCharsets.UTF_8));
    return page.toByteArray();
  }

  private static String end(@Nullable Long next) {
    return "],\"next\":" + next + "}";
  }
}
