package io.omendb.core.segment;

import io.omendb.spi.index.IndexedRun;
import io.omendb.spi.index.LevelIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Segments whose key ranges do not overlap, behind one index over all their keys, so that a lookup
 * asks one model and never which segment. Immutable, so safe for concurrent readers as long as they
 * hold references of the segments; it takes none itself.
 */
public final class SegmentLevel {
  private final Segment[] segments;
  private final LevelIndex index;
  private final long minKey;
  private final long maxKey;
  private final boolean anyLearned;
  private final boolean allLearned;
  private final LookupCounts counts;
  private final long[] maxKeys;
  private final KeyFilter @Nullable [] filters;

  /**
   * @param ascending segments in key order, one or more, none empty
   * @param filtered whether absent keys are to be kept from the index by filters: most lookups of a
   *     level that lies above others are of keys that it has not
   */
  SegmentLevel(
      List<Segment> ascending, boolean filtered, SegmentIndexes indexes, LookupCounts counts) {
    this.segments = ascending.toArray(Segment[]::new);
    this.index = indexes.join(ascending.stream().map(SegmentLevel::run).toList());
    this.minKey = ascending.getFirst().info().minKey();
    this.maxKey = ascending.getLast().info().maxKey();
    this.anyLearned = ascending.stream().anyMatch(Segment::learned);
    this.allLearned = ascending.stream().allMatch(Segment::learned);
    this.counts = counts;
    this.maxKeys = ascending.stream().mapToLong(segment -> segment.info().maxKey()).toArray();
    this.filters =
        filtered ? ascending.stream().map(Segment::keyFilter).toArray(KeyFilter[]::new) : null;
  }

  private static IndexedRun run(Segment segment) {
    return new IndexedRun(segment.reader().keys(), segment.index());
  }

  /** The segment of a {@linkplain LevelIndex#run run}, 0..number of segments - 1. */
  public Segment segment(int run) {
    return segments[run];
  }

  /** The segments, in key order. */
  public List<Segment> segments() {
    return List.of(segments);
  }

  /** What its index consists of, for people. */
  public String description() {
    return filters == null ? index.description() : index.description() + ", behind key filters";
  }

  /** Whether these are its segments, in key order, and it has filters or not. */
  boolean consistsOf(List<Segment> ascending, boolean filtered) {
    return (filters != null) == filtered && List.of(segments).equals(ascending);
  }

  /**
   * Whether a key can be inside, by the range of the keys and, where there are any, the filters.
   */
  public boolean admits(long key) {
    return key >= minKey && key <= maxKey && (filters == null || mayContain(filters, key));
  }

  private boolean mayContain(KeyFilter[] ofSegments, long key) {
    int segment = 0;
    while (maxKeys[segment] < key) {
      segment++;
    }
    return ofSegments[segment].mayContain(key);
  }

  /**
   * Place of the newest version of a key, or {@link LevelIndex#NOT_FOUND}; what the level does not
   * admit is not counted as a lookup.
   */
  public long find(long key) {
    if (!admits(key)) {
      return LevelIndex.NOT_FOUND;
    }
    long place = index.search(key);
    counts.add(1, allLearned || (anyLearned && isLearned(place)));
    return place;
  }

  /**
   * {@link #find} for many keys at once, in any order.
   *
   * @param count how many keys, all admitted
   * @param places receives a place or {@link LevelIndex#NOT_FOUND} each; at least count long
   */
  public void findAll(long[] keys, int count, long[] places) {
    index.searchBatch(keys, count, places);
    if (allLearned == anyLearned) {
      counts.add(count, allLearned);
      return;
    }
    int learned = 0;
    for (int i = 0; i < count; i++) {
      learned += isLearned(places[i]) ? 1 : 0;
    }
    counts.add(learned, true);
    counts.add(count - learned, false);
  }

  /** In a level with and without models an absent key counts as one that a model answered. */
  private boolean isLearned(long place) {
    return place == LevelIndex.NOT_FOUND || segments[LevelIndex.run(place)].learned();
  }

  /** Lookups that had to look outside the bounds that a model of the level itself predicted. */
  public long fallbacks() {
    return index.fallbacks();
  }

  /** Bytes of memory that the level's index and filters add to those of its segments. */
  public long sizeInBytes() {
    long size = index.sizeInBytes();
    if (filters != null) {
      for (KeyFilter filter : filters) {
        size += filter.sizeInBytes();
      }
    }
    return size;
  }
}
