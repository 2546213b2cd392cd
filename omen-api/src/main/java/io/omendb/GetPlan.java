package io.omendb;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a point get did, place by place in the order it asks them: memtables newest first, then the
 * levels of segments newest first, until one has a version of the key. What was not needed any more
 * is listed too, as {@link Answer#NOT_ASKED}.
 *
 * <p>Times are those of the process that holds the data, without any network. Each is the median of
 * {@code repetitions} measurements on warm caches: it compares places, and is no benchmark.
 *
 * @param key the key asked for
 * @param seq the commit sequence number that was read at
 * @param memTables newest first
 * @param levels newest first
 * @param source where the answer came from
 * @param repetitions how often each time was measured
 * @param totalNanos time of the whole get, values included
 */
public record GetPlan(
    long key,
    long seq,
    List<MemTableLookup> memTables,
    List<LevelLookup> levels,
    Source source,
    int repetitions,
    long totalNanos) {

  public GetPlan {
    memTables = List.copyOf(memTables);
    levels = List.copyOf(levels);
  }

  /** Whether there is a row under the key. */
  public boolean found() {
    return source == Source.MEMTABLE || source == Source.SEGMENT;
  }

  /** Where the answer of a get came from. */
  public enum Source {
    /** The row is in a memtable. */
    MEMTABLE,
    /** The row is in a segment. */
    SEGMENT,
    /** The newest version of the key says that the row was deleted. */
    DELETED,
    /** There is no version of the key. */
    NOWHERE
  }

  /** What one place says of the key. */
  public enum Answer {
    /** A newer place had the answer, or the key range does not admit the key. */
    NOT_ASKED,
    /** Its key filter says that it has no version of the key, so its index was not asked. */
    FILTERED,
    /** It has no version of the key. */
    ABSENT,
    /** It has the row. */
    FOUND,
    /** It says that the row was deleted. */
    DELETED
  }

  /**
   * A memtable.
   *
   * @param versions row versions in it, of all keys
   * @param answer what it says of the key
   * @param nanos time of the lookup; 0 where it was not asked
   */
  public record MemTableLookup(long versions, Answer answer, long nanos) {}

  /**
   * Segments whose keys do not overlap, asked together: at most one of them admits the key.
   *
   * @param index how the segment and the position in it are found, for people
   * @param segments in key order
   */
  public record LevelLookup(String index, List<SegmentLookup> segments) {
    public LevelLookup {
      segments = List.copyOf(segments);
    }
  }

  /**
   * A segment.
   *
   * @param name the segment file
   * @param rows rows in it, superseded and deleted ones included
   * @param minKey least key
   * @param maxKey greatest key
   * @param admits whether the key is in minKey..maxKey
   * @param indexEngine the engine that trained its index
   * @param indexChosen what answers lookups in it
   * @param indexReason why that was chosen, for people; empty where there was no choice
   * @param learned whether the index has a model; without one it predicts nothing and its bounds
   *     are what it searches
   * @param answer what it says of the key
   * @param probe the lookup in its index; null where it was not asked
   */
  public record SegmentLookup(
      String name,
      long rows,
      long minKey,
      long maxKey,
      boolean admits,
      String indexEngine,
      String indexChosen,
      String indexReason,
      boolean learned,
      Answer answer,
      @Nullable Probe probe) {}

  /**
   * A lookup in the index of a segment. Positions count rows, 0..rows - 1.
   *
   * @param predicted where the index expects the key
   * @param low first position that it allows for
   * @param high last position that it allows for, inclusive
   * @param position where the key is; empty where it is absent
   * @param nanos time of the lookup, from the key to the position
   */
  public record Probe(int predicted, int low, int high, OptionalInt position, long nanos) {
    /** Distance between the predicted and the true position; empty for an absent key. */
    public OptionalInt error() {
      return position.isPresent()
          ? OptionalInt.of(Math.abs(predicted - position.getAsInt()))
          : OptionalInt.empty();
    }

    /** Whether the key is within the bounds that the index states; false for an absent key. */
    public boolean insideBounds() {
      return position.isPresent() && low <= position.getAsInt() && position.getAsInt() <= high;
    }
  }
}
