package io.omendb.server.answers;

import io.omendb.GetPlan;
import io.omendb.GetPlan.LevelLookup;
import io.omendb.GetPlan.MemTableLookup;
import io.omendb.GetPlan.Probe;
import io.omendb.GetPlan.SegmentLookup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a get did, as the fields of JSON. */
public final class GetFields {
  private GetFields() {}

  /** The fields of the plan of a get from a collection. */
  public static Map<String, @Nullable Object> of(String collection, GetPlan plan) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("collection", collection);
    fields.put("key", plan.key());
    fields.put("seq", plan.seq());
    fields.put("found", plan.found());
    fields.put("source", FieldNames.camelCase(plan.source()));
    fields.put("repetitions", plan.repetitions());
    fields.put("totalNanos", plan.totalNanos());
    fields.put("memtables", plan.memTables().stream().map(GetFields::of).toList());
    fields.put("levels", plan.levels().stream().map(GetFields::of).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> of(MemTableLookup memTable) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("versions", memTable.versions());
    fields.put("answer", FieldNames.camelCase(memTable.answer()));
    fields.put("nanos", memTable.nanos());
    return fields;
  }

  private static Map<String, @Nullable Object> of(LevelLookup level) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("index", level.index());
    fields.put("segments", level.segments().stream().map(GetFields::of).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> of(SegmentLookup segment) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", segment.name());
    fields.put("rows", segment.rows());
    fields.put("minKey", segment.minKey());
    fields.put("maxKey", segment.maxKey());
    fields.put("admits", segment.admits());
    fields.put("indexEngine", segment.indexEngine());
    fields.put("indexChosen", segment.indexChosen());
    fields.put("indexReason", segment.indexReason());
    fields.put("learned", segment.learned());
    fields.put("answer", FieldNames.camelCase(segment.answer()));
    Probe probe = segment.probe();
    fields.put("probe", probe == null ? null : of(probe));
    return fields;
  }

  private static Map<String, @Nullable Object> of(Probe probe) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("predicted", probe.predicted());
    fields.put("low", probe.low());
    fields.put("high", probe.high());
    fields.put("position", orNull(probe.position()));
    fields.put("error", orNull(probe.error()));
    fields.put("insideBounds", probe.insideBounds());
    fields.put("nanos", probe.nanos());
    return fields;
  }

  private static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
