package io.omendb;

import io.omendb.predicate.Predicate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a nearest-rows search did, place by place: how the key range became rows, how many of them
 * were compared with the query, and how long that took in the process that holds the data. The
 * times are of one run, the one that gave the result.
 *
 * @param column the vector column that was searched
 * @param metric what its distances measure
 * @param k the most rows asked for
 * @param keys the keys asked for, narrowed by what the filter says of them
 * @param where the filter; null for none
 * @param mode how the search answered; never {@link SearchMode#AUTO}
 * @param computeEngine the engine that compared the vectors
 * @param memTables newest first
 * @param segments newest first
 * @param result the answer of the search
 * @param totalNanos time of the whole search, values of the hits included
 */
public record NearestPlan(
    String column,
    Metric metric,
    int k,
    KeyRange keys,
    @Nullable Predicate where,
    SearchMode mode,
    String computeEngine,
    List<MemTableScan> memTables,
    List<SegmentScan> segments,
    NearestResult result,
    long totalNanos) {

  public NearestPlan {
    memTables = List.copyOf(memTables);
    segments = List.copyOf(segments);
  }

  /** Rows that were scored a second time, over all segments. */
  public long rowsReranked() {
    return segments.stream().mapToLong(SegmentScan::rowsReranked).sum();
  }

  /** Bytes of vectors and of their codes that were read, over all segments. */
  public long bytesRead() {
    return segments.stream().mapToLong(SegmentScan::bytesRead).sum();
  }

  /**
   * A memtable; its rows are scored once, in double precision.
   *
   * @param versions row versions in it, of all keys
   * @param rowsScanned rows whose vector was compared with the query
   * @param nanos time spent in it
   */
  public record MemTableScan(long versions, long rowsScanned, long nanos) {}

  /**
   * A segment.
   *
   * @param name the segment file
   * @param rows rows in it, superseded and deleted ones included
   * @param minKey least key
   * @param maxKey greatest key
   * @param admits whether a key of the range can be inside; where not, it was not searched
   * @param firstRow position of the first row of the key range, as its index found it
   * @param endRow one past the last row of the key range; firstRow where there is none
   * @param filter what the filter found in these rows; null where none was evaluated
   * @param method how it was searched: {@code flat} reads the vectors, {@code certified} and {@code
   *     signs} their codes, {@code graph} walks its graph, {@code none} where it was not
   * @param rowsScanned rows whose vector, or a short form of it, was compared with the query
   * @param rowsReranked those of them that were scored again in double precision, because the first
   *     score could not exclude them
   * @param bytesRead bytes of vectors and of their codes that this read, those of memory that was
   *     read twice counted twice
   * @param nanos time spent in it
   */
  public record SegmentScan(
      String name,
      long rows,
      long minKey,
      long maxKey,
      boolean admits,
      int firstRow,
      int endRow,
      @Nullable FilterScan filter,
      String method,
      long rowsScanned,
      long rowsReranked,
      long bytesRead,
      long nanos) {}

  /**
   * A filter over the rows of a segment.
   *
   * @param rowsMatched rows that it lets through, superseded ones included
   * @param blocks blocks of 1,024 rows, of which those of the key range were looked at
   * @param blocksSkipped those of them that were passed over because no value between the least and
   *     the greatest of the block can match
   */
  public record FilterScan(long rowsMatched, int blocks, int blocksSkipped) {}
}
