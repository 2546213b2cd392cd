package io.omendb.server.cli.explain;

import io.omendb.KeyRange;
import io.omendb.NearestPlan;
import io.omendb.NearestPlan.FilterScan;
import io.omendb.NearestPlan.MemTableScan;
import io.omendb.NearestPlan.SegmentScan;
import io.omendb.server.answers.FieldNames;
import java.util.List;

/** What a nearest-rows search did, as a tree for a person. */
public final class NearestStory {
  private NearestStory() {}

  /** The lines of the story. */
  public static List<String> tell(String collection, NearestPlan plan) {
    Tree root =
        new Tree(
            String.format(
                "knn of %s.%s (%s), k %d, %s%s: %s, %s",
                collection,
                plan.column(),
                plan.metric().text(),
                plan.k(),
                keys(plan.keys()),
                plan.where() == null ? "" : ", where " + plan.where(),
                Words.count(plan.result().hits().size(), "row"),
                Words.time(plan.totalNanos())));
    for (MemTableScan memTable : plan.memTables()) {
      root.add(
          String.format(
              "memtable, %s: %s compared, %s",
              Words.count(memTable.versions(), "version"),
              Words.count(memTable.rowsScanned(), "row"),
              Words.time(memTable.nanos())));
    }
    int passed = 0;
    for (SegmentScan segment : plan.segments()) {
      if (segment.admits()) {
        root.add(segment(segment));
      } else {
        passed++;
      }
    }
    if (passed > 0) {
      root.add(Words.count(passed, "segment") + " passed over, without a key of the range");
    }
    List<String> lines = root.lines();
    lines.add(
        String.format(
            "Mode %s on %s: %s compared with the query, %s of them again in double precision; %s.",
            FieldNames.camelCase(plan.mode()),
            plan.computeEngine(),
            Words.count(plan.result().rowsScanned(), "row"),
            plan.rowsReranked(),
            plan.result().certified()
                ? "these are the true nearest rows"
                : "there may be nearer rows"));
    return lines;
  }

  private static String keys(KeyRange keys) {
    if (keys.equals(KeyRange.ALL)) {
      return "all keys";
    }
    String below = keys.to() == null ? "" : "below " + keys.to();
    return keys.from() == Long.MIN_VALUE
        ? "keys " + below
        : "keys from " + keys.from() + (below.isEmpty() ? "" : " to " + below);
  }

  private static String filter(FilterScan filter) {
    return String.format(
        "%s pass the filter (%d of %s skipped), ",
        Words.count(filter.rowsMatched(), "row"),
        filter.blocksSkipped(),
        Words.count(filter.blocks(), "block"));
  }

  private static String segment(SegmentScan segment) {
    return String.format(
        "segment %s, keys %d..%d: rows %d..%d of %d, %s%s: %s compared, %d again, %s read, %s",
        segment.name(),
        segment.minKey(),
        segment.maxKey(),
        segment.firstRow(),
        segment.endRow() - 1,
        segment.rows(),
        segment.filter() == null ? "" : filter(segment.filter()),
        segment.method(),
        Words.count(segment.rowsScanned(), "row"),
        segment.rowsReranked(),
        Words.bytes(segment.bytesRead()),
        Words.time(segment.nanos()));
  }
}
