package io.omendb.server.http;

import io.omendb.Collection;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.VersionedRow;
import io.omendb.server.answers.GetFields;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads of rows by their keys. */
final class RowRoutes {
  static final String ROWS = CollectionRoutes.PATH + "/rows";
  static final String ROW = ROWS + "/{key}";

  static final Param FROM =
      Param.optional("from", Schemas.KEY, "Only keys that are at least this.");
  static final Param TO = Param.optional("to", Schemas.KEY, "Only keys that are less than this.");
  static final Param WHERE =
      Param.optional("where", Schemas.STRING, "Only rows for which this predicate is true.");
  static final Param COLUMNS =
      Param.optional("columns", Schemas.STRINGS, "Only these columns; in a query with commas.");

  private RowRoutes() {}

  static List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            ROW,
            "getRow",
            "Reads the row under a key.",
            Permission.READ,
            List.of(COLUMNS),
            null,
            Route.Reply.json(
                "The row; the header ETag has the number of the commit that wrote it.",
                Schemas.ROW),
            RowRoutes::get),
        new Route(
            "POST",
            ROWS + ":get",
            "getRows",
            "Reads the rows under some keys.",
            Permission.READ,
            List.of(),
            new Route.Body(
                List.of(Param.required("keys", Schemas.KEYS, "The keys."), COLUMNS),
                Map.of("keys", List.of(42, 43))),
            Route.Reply.json(
                "The rows in the order asked, and the keys that have none.",
                Schemas.object(
                    "rows", Schemas.array(Schemas.ROW), "missing", Schemas.array(Schemas.INT64))),
            RowRoutes::getAll),
        new Route(
            "GET",
            ROWS,
            "scanRows",
            "Reads a page of the rows of a key range, in key order.",
            Permission.READ,
            List.of(FROM, TO, WHERE, COLUMNS, ScanPage.LIMIT, ScanPage.REVERSE),
            null,
            Route.Reply.json(
                "The rows, and the from (with reverse: the to) of the next page; null for none.",
                Schemas.object("rows", Schemas.array(Schemas.ROW), "next", Schemas.NULLABLE_INT64)),
            ScanPage::read),
        new Route(
            "GET",
            CollectionRoutes.PATH + "/count",
            "countRows",
            "Counts rows.",
            Permission.READ,
            List.of(FROM, TO, WHERE),
            null,
            Route.Reply.json("How many.", Schemas.object("count", Schemas.INT64)),
            RowRoutes::count),
        new Route(
            "GET",
            ROW + "/explain",
            "explainGet",
            "Performs a get step by step and says what it did.",
            Permission.READ,
            List.of(),
            null,
            Route.Reply.json("What omen explain get answers.", Map.of("type", "object")),
            call ->
                Answer.json(
                    GetFields.of(
                        call.collectionName(), call.collection().explainGet(call.key())))));
  }

  private static Answer get(Call call) {
    Collection collection = call.collection();
    long key = call.key();
    List<String> columns = Call.columns(collection, call.query().names("columns"));
    VersionedRow found =
        collection
            .getVersioned(key)
            .orElseThrow(() ->
                new OmenException(
                    ErrorCode.ROW_NOT_FOUND,
                    "No row in '" + collection.name() + "' with key " + key,
                    "key",
                    null,
                    null));
    return Answer.json(projected(found.row(), columns))
        .withHeaders(Map.of("ETag", "\"" + found.seq() + "\""));
  }

  private static Answer getAll(Call call) {
    Collection collection = call.collection();
    Fields body = call.body();
    long[] keys = body.keys("keys", call.bounds(), Limits.MAX_GET_KEYS);
    List<String> columns = Call.columns(collection, body.names("columns"));
    List<Row> rows = collection.getAll(keys);
    Set<Long> found = rows.stream().map(Row::key).collect(Collectors.toSet());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("rows", rows.stream().map(row -> projected(row, columns)).toList());
    answer.put("missing", Arrays.stream(keys).filter(key -> !found.contains(key)).boxed().toList());
    return Answer.json(answer);
  }

  private static Answer count(Call call) {
    Fields query = call.query();
    return Answer.json(
        Map.of("count", call.collection().count(query.keyRange(), query.where(call.bounds()))));
  }

  private static Row projected(Row row, @Nullable List<String> columns) {
    if (columns == null) {
      return row;
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    columns.forEach(column -> values.put(column, row.get(column)));
    return Row.of(row.key(), values);
  }
}
