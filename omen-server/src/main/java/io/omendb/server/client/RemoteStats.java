package io.omendb.server.client;

import io.omendb.CollectionStats;
import io.omendb.CollectionStats.ActivityStats;
import io.omendb.CollectionStats.LearnedStats;
import io.omendb.CollectionStats.SegmentStats;
import io.omendb.EngineNames;
import io.omendb.server.grpc.v1.Engines;

/** Statistics out of messages. */
final class RemoteStats {
  private RemoteStats() {}

  static CollectionStats stats(io.omendb.server.grpc.v1.CollectionStats message) {
    return new CollectionStats(
        message.getCollection(),
        message.getSeq(),
        message.getMemtableRows(),
        message.getMemtableBytes(),
        message.getSegmentRows(),
        message.getSegmentBytes(),
        message.getIndexBytes(),
        message.getSegmentsList().stream().map(RemoteStats::segment).toList(),
        new LearnedStats(
            message.getLearned().getHits(),
            message.getLearned().getFallbacks(),
            message.getLearned().getErrorHistogramList()),
        engines(message.getEngines()),
        activity(message.getActivity()));
  }

  private static ActivityStats activity(io.omendb.server.grpc.v1.ActivityStats message) {
    return new ActivityStats(
        message.getMemtablesFrozen(),
        message.getMappedBytes(),
        message.getCommitsLogged(),
        message.getLogWrites(),
        message.getFlushes(),
        message.getMerges(),
        message.getExactSearches(),
        message.getFastSearches(),
        message.getGraphSearches());
  }

  static EngineNames engines(Engines message) {
    return new EngineNames(message.getIndex(), message.getStorage(), message.getCompute());
  }

  private static SegmentStats segment(io.omendb.server.grpc.v1.SegmentStats message) {
    return new SegmentStats(
        message.getName(),
        message.getRows(),
        message.getBytes(),
        message.getMinKey(),
        message.getMaxKey(),
        message.getIndexEngine(),
        chosen(message),
        message.getIndexReason(),
        message.getIndexBytes(),
        message.getMaxError(),
        message.getMeanError(),
        message.getCodesBytes());
  }

  /** Servers older than the field have no engine that chooses. */
  private static String chosen(io.omendb.server.grpc.v1.SegmentStats message) {
    return message.getIndexChosen().isEmpty() ? message.getIndexEngine() : message.getIndexChosen();
  }
}
