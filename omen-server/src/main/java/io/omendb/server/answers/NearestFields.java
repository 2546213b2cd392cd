package io.omendb.server.answers;

import io.omendb.NearestPlan;
import io.omendb.NearestPlan.FilterScan;
import io.omendb.NearestPlan.MemTableScan;
import io.omendb.NearestPlan.SegmentScan;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a nearest-rows search did, as the fields of JSON; the hits are what {@code knn} prints. */
public final class NearestFields {
  private NearestFields() {}

  /** The fields of the plan of a search in a collection. */
  public static Map<String, @Nullable Object> of(String collection, NearestPlan plan) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("collection", collection);
    fields.put("column", plan.column());
    fields.put("metric", plan.metric().text());
    fields.put("k", plan.k());
    fields.put("from", plan.keys().from());
    fields.put("to", plan.keys().to());
    fields.put("where", plan.where() == null ? null : plan.where().toString());
    fields.put("mode", FieldNames.camelCase(plan.mode()));
    fields.put("computeEngine", plan.computeEngine());
    fields.put("rowsFound", plan.result().hits().size());
    fields.put("certified", plan.result().certified());
    fields.put("rowsScanned", plan.result().rowsScanned());
    fields.put("rowsReranked", plan.rowsReranked());
    fields.put("bytesRead", plan.bytesRead());
    fields.put("totalNanos", plan.totalNanos());
    fields.put("memtables", plan.memTables().stream().map(NearestFields::of).toList());
    fields.put("segments", plan.segments().stream().map(NearestFields::of).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> of(MemTableScan memTable) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("versions", memTable.versions());
    fields.put("rowsScanned", memTable.rowsScanned());
    fields.put("nanos", memTable.nanos());
    return fields;
  }

  private static Map<String, @Nullable Object> of(SegmentScan segment) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", segment.name());
    fields.put("rows", segment.rows());
    fields.put("minKey", segment.minKey());
    fields.put("maxKey", segment.maxKey());
    fields.put("admits", segment.admits());
    fields.put("firstRow", segment.firstRow());
    fields.put("endRow", segment.endRow());
    fields.put("filter", segment.filter() == null ? null : of(segment.filter()));
    fields.put("method", segment.method());
    fields.put("rowsScanned", segment.rowsScanned());
    fields.put("rowsReranked", segment.rowsReranked());
    fields.put("bytesRead", segment.bytesRead());
    fields.put("nanos", segment.nanos());
    return fields;
  }

  private static Map<String, @Nullable Object> of(FilterScan filter) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("rowsMatched", filter.rowsMatched());
    fields.put("blocks", filter.blocks());
    fields.put("blocksSkipped", filter.blocksSkipped());
    return fields;
  }
}
