package io.omendb.server.answers;

import io.omendb.CollectionStats;
import io.omendb.CollectionStats.ActivityStats;
import io.omendb.CollectionStats.LearnedStats;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.EngineNames;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a collection holds, as the fields of JSON. */
public final class StatsFields {
  private StatsFields() {}

  /** The fields of a collection. */
  public static Map<String, Object> of(CollectionStats stats) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", stats.name());
    fields.put("seq", stats.seq());
    fields.put("memtableRows", stats.memtableRows());
    fields.put("memtableBytes", stats.memtableBytes());
    fields.put("segmentRows", stats.segmentRows());
    fields.put("segmentBytes", stats.segmentBytes());
    fields.put("indexBytes", stats.indexBytes());
    fields.put("segments", stats.segments().stream().map(StatsFields::of).toList());
    fields.put("learned", of(stats.learned()));
    fields.put("engines", of(stats.engines()));
    fields.put("activity", of(stats.activity()));
    return fields;
  }

  private static Map<String, Object> of(ActivityStats activity) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("memtablesFrozen", activity.memtablesFrozen());
    fields.put("mappedBytes", activity.mappedBytes());
    fields.put("commitsLogged", activity.commitsLogged());
    fields.put("logWrites", activity.logWrites());
    fields.put("flushes", activity.flushes());
    fields.put("merges", activity.merges());
    fields.put("exactSearches", activity.exactSearches());
    fields.put("fastSearches", activity.fastSearches());
    fields.put("graphSearches", activity.graphSearches());
    return fields;
  }

  /** The fields of one segment. */
  public static Map<String, Object> of(SegmentStats segment) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", segment.name());
    fields.put("rows", segment.rows());
    fields.put("bytes", segment.bytes());
    fields.put("minKey", segment.minKey());
    fields.put("maxKey", segment.maxKey());
    fields.put("indexEngine", segment.indexEngine());
    fields.put("indexChosen", segment.indexChosen());
    fields.put("indexBytes", segment.indexBytes());
    fields.put("maxError", segment.maxError());
    fields.put("meanError", segment.meanError());
    fields.put("codesBytes", segment.codesBytes());
    fields.put("indexReason", segment.indexReason());
    return fields;
  }

  private static Map<String, Object> of(LearnedStats learned) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("hits", learned.hits());
    fields.put("fallbacks", learned.fallbacks());
    fields.put("errorHistogram", learned.errorHistogram());
    return fields;
  }

  /** The engines by what they do. */
  public static Map<String, String> of(EngineNames engines) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("index", engines.index());
    fields.put("storage", engines.storage());
    fields.put("compute", engines.compute());
    return fields;
  }
}
