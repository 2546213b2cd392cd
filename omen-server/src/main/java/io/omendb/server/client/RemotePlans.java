package io.omendb.server.client;

import io.omendb.ErrorCode;
import io.omendb.GetPlan;
import io.omendb.GetPlan.Answer;
import io.omendb.GetPlan.LevelLookup;
import io.omendb.GetPlan.MemTableLookup;
import io.omendb.GetPlan.Probe;
import io.omendb.GetPlan.SegmentLookup;
import io.omendb.GetPlan.Source;
import io.omendb.KeyRange;
import io.omendb.Metric;
import io.omendb.NearestPlan;
import io.omendb.NearestPlan.FilterScan;
import io.omendb.NearestPlan.MemTableScan;
import io.omendb.NearestPlan.SegmentScan;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.SearchMode;
import io.omendb.predicate.Predicate;
import io.omendb.server.grpc.v1.IndexProbe;
import io.omendb.server.grpc.v1.LookupAnswer;
import io.omendb.server.grpc.v1.RowSource;
import io.omendb.server.grpc.v1.SearchPlan;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Plans out of messages. */
final class RemotePlans {
  private RemotePlans() {}

  static GetPlan plan(io.omendb.server.grpc.v1.GetPlan message) {
    return new GetPlan(
        message.getKey(),
        message.getSeq(),
        message.getMemtablesList().stream()
            .map(m -> new MemTableLookup(m.getVersions(), answer(m.getAnswer()), m.getNanos()))
            .toList(),
        message.getLevelsList().stream()
            .map(level ->
                new LevelLookup(
                    level.getIndex(),
                    level.getSegmentsList().stream().map(RemotePlans::segment).toList()))
            .toList(),
        source(message.getSource()),
        message.getRepetitions(),
        message.getTotalNanos());
  }

  private static SegmentLookup segment(io.omendb.server.grpc.v1.SegmentLookup message) {
    return new SegmentLookup(
        message.getName(),
        message.getRows(),
        message.getMinKey(),
        message.getMaxKey(),
        message.getAdmits(),
        message.getIndexEngine(),
        message.getIndexChosen(),
        message.getIndexReason(),
        message.getLearned(),
        answer(message.getAnswer()),
        message.hasProbe() ? probe(message.getProbe()) : null);
  }

  private static Probe probe(IndexProbe message) {
    return new Probe(
        message.getPredicted(),
        message.getLow(),
        message.getHigh(),
        message.hasPosition() ? OptionalInt.of(message.getPosition()) : OptionalInt.empty(),
        message.getNanos());
  }

  private static Answer answer(LookupAnswer message) {
    return switch (message) {
      case LOOKUP_ANSWER_NOT_ASKED -> Answer.NOT_ASKED;
      case LOOKUP_ANSWER_FILTERED -> Answer.FILTERED;
      case LOOKUP_ANSWER_ABSENT -> Answer.ABSENT;
      case LOOKUP_ANSWER_FOUND -> Answer.FOUND;
      case LOOKUP_ANSWER_DELETED -> Answer.DELETED;
      case LOOKUP_ANSWER_UNSPECIFIED, UNRECOGNIZED -> throw unknown("an answer");
    };
  }

  private static Source source(RowSource message) {
    return switch (message) {
      case ROW_SOURCE_MEMTABLE -> Source.MEMTABLE;
      case ROW_SOURCE_SEGMENT -> Source.SEGMENT;
      case ROW_SOURCE_DELETED -> Source.DELETED;
      case ROW_SOURCE_NOWHERE -> Source.NOWHERE;
      case ROW_SOURCE_UNSPECIFIED, UNRECOGNIZED -> throw unknown("a source");
    };
  }

  /**
   * A search's plan.
   *
   * @param columns the columns of the hits; null for all
   */
  static NearestPlan plan(SearchPlan message, Schema schema, @Nullable List<String> columns) {
    return new NearestPlan(
        message.getColumn(),
        Metric.parse(message.getMetric()),
        message.getK(),
        KeyRange.between(
            message.getKeys().getFromKey(),
            message.getKeys().hasToKey() ? message.getKeys().getToKey() : null),
        message.hasWhere() ? Predicate.parse(message.getWhere()) : null,
        mode(message.getMode()),
        message.getComputeEngine(),
        message.getMemtablesList().stream()
            .map(m -> new MemTableScan(m.getVersions(), m.getRowsScanned(), m.getNanos()))
            .toList(),
        message.getSegmentsList().stream().map(RemotePlans::segment).toList(),
        RemoteRows.result(message.getResult(), schema, columns),
        message.getTotalNanos());
  }

  private static SegmentScan segment(io.omendb.server.grpc.v1.SegmentScan message) {
    return new SegmentScan(
        message.getName(),
        message.getRows(),
        message.getMinKey(),
        message.getMaxKey(),
        message.getAdmits(),
        message.getFirstRow(),
        message.getEndRow(),
        message.hasFilter() ? filter(message.getFilter()) : null,
        message.getMethod(),
        message.getRowsScanned(),
        message.getRowsReranked(),
        message.getBytesRead(),
        message.getNanos());
  }

  private static FilterScan filter(io.omendb.server.grpc.v1.FilterScan message) {
    return new FilterScan(
        message.getRowsMatched(), message.getBlocks(), message.getBlocksSkipped());
  }

  static SearchMode mode(io.omendb.server.grpc.v1.SearchMode message) {
    return switch (message) {
      case SEARCH_MODE_EXACT -> SearchMode.EXACT;
      case SEARCH_MODE_FAST -> SearchMode.FAST;
      case SEARCH_MODE_GRAPH -> SearchMode.GRAPH;
      case SEARCH_MODE_UNSPECIFIED, SEARCH_MODE_AUTO -> SearchMode.AUTO;
      case UNRECOGNIZED -> throw unknown("a search mode");
    };
  }

  private static OmenException unknown(String what) {
    return new OmenException(
        ErrorCode.UNSUPPORTED,
        "The server names " + what + " that this client does not know",
        "use a client of its version");
  }
}
