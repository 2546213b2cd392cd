package io.omendb.server.grpc;

import io.omendb.GetPlan;
import io.omendb.NearestPlan;
import io.omendb.server.grpc.v1.FilterScan;
import io.omendb.server.grpc.v1.IndexProbe;
import io.omendb.server.grpc.v1.KeyRange;
import io.omendb.server.grpc.v1.LevelLookup;
import io.omendb.server.grpc.v1.LookupAnswer;
import io.omendb.server.grpc.v1.MemTableLookup;
import io.omendb.server.grpc.v1.MemTableScan;
import io.omendb.server.grpc.v1.RowSource;
import io.omendb.server.grpc.v1.SearchPlan;
import io.omendb.server.grpc.v1.SegmentLookup;
import io.omendb.server.grpc.v1.SegmentScan;
import java.util.List;

/** Plans to messages. */
final class ExplainMessages {
  private ExplainMessages() {}

  static io.omendb.server.grpc.v1.GetPlan message(GetPlan plan) {
    var message =
        io.omendb.server.grpc.v1.GetPlan.newBuilder()
            .setKey(plan.key())
            .setSeq(plan.seq())
            .setSource(message(plan.source()))
            .setRepetitions(plan.repetitions())
            .setTotalNanos(plan.totalNanos());
    for (GetPlan.MemTableLookup memTable : plan.memTables()) {
      message.addMemtables(
          MemTableLookup.newBuilder()
              .setVersions(memTable.versions())
              .setAnswer(message(memTable.answer()))
              .setNanos(memTable.nanos()));
    }
    for (GetPlan.LevelLookup level : plan.levels()) {
      LevelLookup.Builder lookup = LevelLookup.newBuilder().setIndex(level.index());
      level.segments().forEach(segment -> lookup.addSegments(message(segment)));
      message.addLevels(lookup);
    }
    return message.build();
  }

  private static SegmentLookup message(GetPlan.SegmentLookup segment) {
    SegmentLookup.Builder message =
        SegmentLookup.newBuilder()
            .setName(segment.name())
            .setRows(segment.rows())
            .setMinKey(segment.minKey())
            .setMaxKey(segment.maxKey())
            .setAdmits(segment.admits())
            .setIndexEngine(segment.indexEngine())
            .setIndexChosen(segment.indexChosen())
            .setIndexReason(segment.indexReason())
            .setLearned(segment.learned())
            .setAnswer(message(segment.answer()));
    GetPlan.Probe probe = segment.probe();
    return (probe == null ? message : message.setProbe(message(probe))).build();
  }

  private static IndexProbe message(GetPlan.Probe probe) {
    IndexProbe.Builder message =
        IndexProbe.newBuilder()
            .setPredicted(probe.predicted())
            .setLow(probe.low())
            .setHigh(probe.high())
            .setNanos(probe.nanos());
    probe.position().ifPresent(message::setPosition);
    return message.build();
  }

  private static RowSource message(GetPlan.Source source) {
    return switch (source) {
      case MEMTABLE -> RowSource.ROW_SOURCE_MEMTABLE;
      case SEGMENT -> RowSource.ROW_SOURCE_SEGMENT;
      case DELETED -> RowSource.ROW_SOURCE_DELETED;
      case NOWHERE -> RowSource.ROW_SOURCE_NOWHERE;
    };
  }

  private static LookupAnswer message(GetPlan.Answer answer) {
    return switch (answer) {
      case NOT_ASKED -> LookupAnswer.LOOKUP_ANSWER_NOT_ASKED;
      case FILTERED -> LookupAnswer.LOOKUP_ANSWER_FILTERED;
      case ABSENT -> LookupAnswer.LOOKUP_ANSWER_ABSENT;
      case FOUND -> LookupAnswer.LOOKUP_ANSWER_FOUND;
      case DELETED -> LookupAnswer.LOOKUP_ANSWER_DELETED;
    };
  }

  /**
   * A search's plan.
   *
   * @param columns those of the hits that the request named; none for all
   */
  static SearchPlan message(NearestPlan plan, List<String> columns) {
    SearchPlan.Builder message =
        SearchPlan.newBuilder()
            .setColumn(plan.column())
            .setMetric(plan.metric().text())
            .setK(plan.k())
            .setKeys(message(plan.keys()))
            .setMode(SearchMessages.message(plan.mode()))
            .setComputeEngine(plan.computeEngine())
            .setResult(SearchMessages.response(plan.result(), columns))
            .setTotalNanos(plan.totalNanos());
    if (plan.where() != null) {
      message.setWhere(plan.where().toString());
    }
    for (NearestPlan.MemTableScan memTable : plan.memTables()) {
      message.addMemtables(
          MemTableScan.newBuilder()
              .setVersions(memTable.versions())
              .setRowsScanned(memTable.rowsScanned())
              .setNanos(memTable.nanos()));
    }
    plan.segments().forEach(segment -> message.addSegments(message(segment)));
    return message.build();
  }

  private static SegmentScan message(NearestPlan.SegmentScan segment) {
    SegmentScan.Builder message = SegmentScan.newBuilder();
    NearestPlan.FilterScan filter = segment.filter();
    if (filter != null) {
      message.setFilter(
          FilterScan.newBuilder()
              .setRowsMatched(filter.rowsMatched())
              .setBlocks(filter.blocks())
              .setBlocksSkipped(filter.blocksSkipped()));
    }
    return message
        .setName(segment.name())
        .setRows(segment.rows())
        .setMinKey(segment.minKey())
        .setMaxKey(segment.maxKey())
        .setAdmits(segment.admits())
        .setFirstRow(segment.firstRow())
        .setEndRow(segment.endRow())
        .setMethod(segment.method())
        .setRowsScanned(segment.rowsScanned())
        .setRowsReranked(segment.rowsReranked())
        .setBytesRead(segment.bytesRead())
        .setNanos(segment.nanos())
        .build();
  }

  private static KeyRange message(io.omendb.KeyRange keys) {
    KeyRange.Builder message = KeyRange.newBuilder().setFromKey(keys.from());
    Long to = keys.to();
    return (to == null ? message : message.setToKey(to)).build();
  }
}
