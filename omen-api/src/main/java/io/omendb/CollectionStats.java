package io.omendb;

import java.util.List;

/**
 * What a collection holds and which engines answered.
 *
 * @param name the collection
 * @param seq the last commit
 * @param memtableRows row versions not yet in segments
 * @param memtableBytes an estimate of their heap memory
 * @param segmentRows rows in segments, superseded and deleted ones included
 * @param segmentBytes bytes of the segment files
 * @param indexBytes bytes of the trained indexes
 * @param segments newest first
 * @param learned how point lookups in segments were answered since the database was opened
 * @param engines the engines in use
 * @param activity what was done since the database was opened, and what waits
 */
public record CollectionStats(
    String name,
    long seq,
    long memtableRows,
    long memtableBytes,
    long segmentRows,
    long segmentBytes,
    long indexBytes,
    List<SegmentStats> segments,
    LearnedStats learned,
    EngineNames engines,
    ActivityStats activity) {

  public CollectionStats {
    segments = List.copyOf(segments);
  }

  /**
   * One segment.
   *
   * @param name the segment file
   * @param rows rows, superseded and deleted ones included
   * @param bytes bytes of the file
   * @param minKey least key
   * @param maxKey greatest key
   * @param indexEngine the engine that trained its index
   * @param indexChosen what answers lookups in it: for an engine that chooses among others the one
   *     it chose, otherwise the engine itself
   * @param indexReason why it was chosen, for people; empty where there was no choice
   * @param indexBytes bytes of the index
   * @param maxError greatest distance between predicted and true position over all its keys
   * @param meanError mean of that distance
   * @param codesBytes bytes of the codes of its vectors, by which searches pass over rows
   */
  public record SegmentStats(
      String name,
      long rows,
      long bytes,
      long minKey,
      long maxKey,
      String indexEngine,
      String indexChosen,
      String indexReason,
      long indexBytes,
      int maxError,
      double meanError,
      long codesBytes) {}

  /**
   * What was done since the database was opened, and what waits.
   *
   * @param memtablesFrozen memtables that wait for their flush
   * @param mappedBytes bytes of the segment files that are mapped into memory
   * @param commitsLogged commits that reached the log
   * @param logWrites durable writes of the log; commits that come together share one
   * @param flushes memtables that became segments
   * @param merges groups of segments that were rewritten
   * @param exactSearches searches that answered {@link SearchMode#EXACT}
   * @param fastSearches searches that answered {@link SearchMode#FAST}
   * @param graphSearches searches that answered {@link SearchMode#GRAPH}
   */
  public record ActivityStats(
      int memtablesFrozen,
      long mappedBytes,
      long commitsLogged,
      long logWrites,
      long flushes,
      long merges,
      long exactSearches,
      long fastSearches,
      long graphSearches) {}

  /**
   * How point lookups in segments were answered.
   *
   * @param hits answered inside the bounds that a trained model predicted
   * @param fallbacks answered by a search outside those bounds, or by an index without a model
   * @param errorHistogram keys by the distance between predicted and true position, over all
   *     segments: element 0 counts distance 0, element i distances in [2^(i-1), 2^i)
   */
  public record LearnedStats(long hits, long fallbacks, List<Long> errorHistogram) {
    public LearnedStats {
      errorHistogram = List.copyOf(errorHistogram);
    }
  }
}
