package io.omendb.server.http;

import io.omendb.Collection;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.WriteBatch;
import io.omendb.server.values.ColumnValues;
import io.omendb.server.values.RequestIds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts and deletes of rows. Each request is one commit: all of it or nothing. */
final class WriteRoutes {
  private static final Map<String, Object> UNCHANGED =
      Schemas.array(Schemas.object("key", Schemas.KEY, "seq", Schemas.KEY));

  private static final List<Param> CONDITION =
      List.of(
          Param.required("key", Schemas.KEY, "The key."),
          Param.required("seq", Schemas.KEY, "The last commit that may have written the row."));

  private static final List<Param> CONDITIONS =
      List.of(
          Param.optional(
              "durability", Schemas.DURABILITY, "What must be done before the answer; sync."),
          Param.optional("requireAbsent", Schemas.KEYS, "Keys under which there must be no row."),
          Param.optional(
              "requireUnchanged", UNCHANGED, "Rows that no commit after seq may have written."),
          Param.optional(
              "requestId",
              Schemas.UUID,
              "Made for this write alone, so that it can be sent again and is committed once."));

  private static final Route.Reply WRITTEN =
      Route.Reply.json("The number of the commit.", Schemas.SEQ);

  private WriteRoutes() {}

  static List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            RowRoutes.ROWS,
            "putRows",
            "Inserts or replaces rows, all in one commit.",
            Permission.WRITE,
            List.of(),
            new Route.Body(
                with(
                    Param.required(
                        "rows", Schemas.array(Schemas.ROW), "The rows, each with its key.")),
                Map.of("rows", List.of(Map.of("key", 42, "name", "Geneva")))),
            Route.Reply.json(
                "The number of the commit, and how many rows it has.",
                Schemas.object("seq", Schemas.INT64, "rows", Schemas.INT64)),
            WriteRoutes::putAll),
        new Route(
            "POST",
            RowRoutes.ROWS + ":delete",
            "deleteRows",
            "Removes the rows under some keys, all in one commit.",
            Permission.WRITE,
            List.of(),
            new Route.Body(
                with(Param.required("keys", Schemas.KEYS, "The keys.")),
                Map.of("keys", List.of(42, 43))),
            WRITTEN,
            WriteRoutes::deleteAll),
        new Route(
            "PUT",
            RowRoutes.ROW,
            "putRow",
            "Inserts one row, or replaces the whole row under its key.",
            Permission.WRITE,
            List.of(),
            new Route.Body(null, Map.of("name", "Geneva")),
            WRITTEN,
            WriteRoutes::putOne),
        new Route(
            "DELETE",
            RowRoutes.ROW,
            "deleteRow",
            "Removes the row under a key, if there is one.",
            Permission.WRITE,
            List.of(),
            null,
            WRITTEN,
            call -> seq(call.collection().delete(call.key()))));
  }

  private static List<Param> with(Param first) {
    return Stream.concat(Stream.of(first), CONDITIONS.stream()).toList();
  }

  private static Answer putAll(Call call) {
    Collection collection = call.collection();
    Fields body = call.body();
    WriteBatch batch = new WriteBatch();
    call.bounds().checkRows("rows", "rows", body.list("rows").size());
    List<?> rows = body.limited("rows", body.list("rows"), Limits.MAX_BATCH_OPERATIONS);
    for (int i = 0; i < rows.size(); i++) {
      batch.put(row(collection.schema(), body.object("rows", i, rows.get(i)), "rows[" + i + "]"));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("seq", write(collection, batch, body));
    answer.put("rows", rows.size());
    return Answer.json(answer);
  }

  private static Answer deleteAll(Call call) {
    Collection collection = call.collection();
    Fields body = call.body();
    WriteBatch batch = new WriteBatch();
    for (long key : body.keys("keys", call.bounds(), Limits.MAX_BATCH_OPERATIONS)) {
      batch.delete(key);
    }
    return seq(write(collection, batch, body));
  }

  private static Answer putOne(Call call) {
    Collection collection = call.collection();
    long key = call.key();
    Map<String, @Nullable Object> row = new LinkedHashMap<>(call.object());
    Object named = row.remove("key");
    if (named != null && Fields.toLong("key", named) != key) {
      throw OmenException.invalid(
          "key", "The key of the row is not that of the path", "leave it out of the row");
    }
    return seq(collection.put(ColumnValues.row(collection.schema(), key, row)));
  }

  /** The row of an object that has its key; an error names the row and the column. */
  private static Row row(Schema schema, Map<String, @Nullable Object> fields, String place) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>(fields);
    Object key = columns.remove("key");
    if (key == null) {
      throw OmenException.invalid(place + ".key", place + ".key is required", null);
    }
    try {
      return ColumnValues.row(schema, Fields.toLong(place + ".key", key), columns);
    } catch (OmenException e) {
      throw inRow(place, e);
    }
  }

  private static OmenException inRow(String place, OmenException error) {
    String field = error.field().orElse("");
    if (field.startsWith(place)) {
      return error;
    }
    boolean inColumn = error.code() == ErrorCode.INVALID_VALUE && !field.isEmpty();
    return new OmenException(
        error.code(),
        place + ": " + error.what(),
        inColumn ? place + "." + field : place,
        error.remedy().orElse(null),
        error);
  }

  private static long write(Collection collection, WriteBatch batch, Fields body) {
    for (long key : body.keys("requireAbsent", Limits.MAX_BATCH_OPERATIONS)) {
      batch.requireAbsent(key);
    }
    String name = "requireUnchanged";
    List<?> conditions = body.limited(name, body.list(name), Limits.MAX_BATCH_OPERATIONS);
    for (int i = 0; i < conditions.size(); i++) {
      String place = name + "[" + i + "].";
      Fields condition = new Fields(body.object(name, i, conditions.get(i)), place, CONDITION);
      batch.requireUnchanged(condition.requiredLong("key"), condition.requiredLong("seq"));
    }
    if (body.has("requestId")) {
      batch.requestId(RequestIds.parse("requestId", body.text("requestId")));
    }
    Durability durability = body.durability();
    return durability == null ? collection.write(batch) : collection.write(batch, durability);
  }

  private static Answer seq(long seq) {
    return Answer.json(Map.of("seq", seq));
  }
}
