package io.omendb.server.grpc;

import io.omendb.CollectionStats;
import io.omendb.EngineNames;
import io.omendb.server.grpc.v1.Engines;
import io.omendb.server.grpc.v1.LearnedStats;
import io.omendb.server.grpc.v1.SegmentStats;

/** Statistics to messages. */
final class StatsMessages {
  private StatsMessages() {}

  static io.omendb.server.grpc.v1.CollectionStats message(CollectionStats stats) {
    var message =
        io.omendb.server.grpc.v1.CollectionStats.newBuilder()
            .setCollection(stats.name())
            .setSeq(stats.seq())
            .setMemtableRows(stats.memtableRows())
            .setMemtableBytes(stats.memtableBytes())
            .setSegmentRows(stats.segmentRows())
            .setSegmentBytes(stats.segmentBytes())
            .setIndexBytes(stats.indexBytes())
            .setLearned(
                LearnedStats.newBuilder()
                    .setHits(stats.learned().hits())
                    .setFallbacks(stats.learned().fallbacks())
                    .addAllErrorHistogram(stats.learned().errorHistogram()))
            .setEngines(message(stats.engines()))
            .setActivity(message(stats.activity()));
    stats.segments().forEach(segment -> message.addSegments(message(segment)));
    return message.build();
  }

  static Engines message(EngineNames engines) {
    return Engines.newBuilder()
        .setIndex(engines.index())
        .setStorage(engines.storage())
        .setCompute(engines.compute())
        .build();
  }

  private static io.omendb.server.grpc.v1.ActivityStats message(
      CollectionStats.ActivityStats activity) {
    return io.omendb.server.grpc.v1.ActivityStats.newBuilder()
        .setMemtablesFrozen(activity.memtablesFrozen())
        .setMappedBytes(activity.mappedBytes())
        .setCommitsLogged(activity.commitsLogged())
        .setLogWrites(activity.logWrites())
        .setFlushes(activity.flushes())
        .setMerges(activity.merges())
        .setExactSearches(activity.exactSearches())
        .setFastSearches(activity.fastSearches())
        .setGraphSearches(activity.graphSearches())
        .build();
  }

  private static SegmentStats message(CollectionStats.SegmentStats segment) {
    return SegmentStats.newBuilder()
        .setName(segment.name())
        .setRows(segment.rows())
        .setBytes(segment.bytes())
        .setMinKey(segment.minKey())
        .setMaxKey(segment.maxKey())
        .setIndexEngine(segment.indexEngine())
        .setIndexChosen(segment.indexChosen())
        .setIndexReason(segment.indexReason())
        .setIndexBytes(segment.indexBytes())
        .setMaxError(segment.maxError())
        .setMeanError(segment.meanError())
        .setCodesBytes(segment.codesBytes())
        .build();
  }
}
