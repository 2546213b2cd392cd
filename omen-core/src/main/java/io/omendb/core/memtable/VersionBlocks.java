package io.omendb.core.memtable;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Versions in order, in blocks behind a skip list of the places where blocks begin: a lookup
 * follows a tenth of the pointers of a skip list of all versions. One writer, any number of
 * readers.
 *
 * <p>A full block is split as in a B-link tree (Lehman and Yao 1981): the new block is in the map
 * before the old one lets its versions go, and a block knows where it ends, so a reader that comes
 * too late to one notices.
 */
final class VersionBlocks {
  private final ConcurrentSkipListMap<VersionKey, VersionBlock> blocks =
      new ConcurrentSkipListMap<>();

  VersionBlocks() {
    blocks.put(VersionKey.FIRST, new VersionBlock(null));
  }

  private VersionBlock blockOf(VersionKey place) {
    return blocks.floorEntry(place).getValue();
  }

  /** Adds a version, or replaces that of the same key and seq; returns whether it was added. */
  boolean put(Entry version) {
    VersionKey place = new VersionKey(version.key(), version.seq());
    VersionBlock block = blockOf(place);
    if (!block.isFull() || block.contains(version.key(), version.seq())) {
      return block.put(version);
    }
    VersionBlock upper = block.upperPart(version);
    boolean added = false;
    if (upper.isEmpty()) {
      added = upper.put(version);
    }
    VersionKey begin = upper.first();
    blocks.put(begin, upper);
    block.truncate(upper, added ? 1 : 0);
    return added || (place.compareTo(begin) < 0 ? block : upper).put(version);
  }

  /** The newest version of a key at or below a seq; null where there is none. */
  @Nullable Entry get(long key, long seq) {
    VersionKey place = new VersionKey(key, seq);
    while (true) {
      VersionBlock block = blockOf(place);
      Entry found = block.get(place);
      if (found == null || found.seq() >= 0) {
        return found;
      }
      if (found.seq() == VersionBlock.IN_NEXT.seq()) {
        VersionKey end = block.end();
        place = end != null && end.key() == key && end.compareTo(place) > 0 ? end : place;
      }
    }
  }

  /** The versions of keys from..last, in order. */
  Iterator<Entry> ascending(long from, long last) {
    return new Ascending(VersionKey.before(from), last);
  }

  /** The same in the opposite order. */
  Iterator<Entry> descending(long from, long last) {
    return new Descending(from, VersionKey.after(last));
  }

  /* What an iterator has not reached yet is a place in the order, not a block, so splits do not
   * matter to it. */

  private final class Ascending implements Iterator<Entry> {
    private final long last;
    private Iterator<Entry> versions = Collections.emptyIterator();
    private @Nullable VersionKey next;

    Ascending(VersionKey first, long last) {
      this.next = first;
      this.last = last;
    }

    @Override
    public boolean hasNext() {
      while (!versions.hasNext() && next != null && next.key() <= last) {
        load(next);
      }
      return versions.hasNext();
    }

    private void load(VersionKey from) {
      VersionBlock.Snapshot snapshot = blockOf(from).snapshot();
      if (snapshot.end() == null || snapshot.end().compareTo(from) > 0) {
        List<Entry> all = Arrays.asList(snapshot.versions());
        versions =
            all.subList(countBefore(all, from), countBefore(all, VersionKey.after(last)))
                .iterator();
        next = snapshot.end();
      }
    }

    @Override
    public Entry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return versions.next();
    }
  }

  private final class Descending implements Iterator<Entry> {
    private final VersionKey first;
    private Iterator<Entry> versions = Collections.emptyIterator();
    private @Nullable VersionKey end;

    Descending(long from, VersionKey end) {
      this.first = VersionKey.before(from);
      this.end = end;
    }

    @Override
    public boolean hasNext() {
      while (!versions.hasNext() && end != null && first.compareTo(end) < 0) {
        load(end);
      }
      return versions.hasNext();
    }

    private void load(VersionKey to) {
      Map.Entry<VersionKey, VersionBlock> entry = blocks.lowerEntry(to);
      if (entry == null) {
        end = null;
        return;
      }
      VersionBlock.Snapshot snapshot = entry.getValue().snapshot();
      if (snapshot.end() == null || snapshot.end().compareTo(to) >= 0) {
        List<Entry> all = Arrays.asList(snapshot.versions());
        versions = all.subList(countBefore(all, first), countBefore(all, to)).reversed().iterator();
        end = entry.getKey();
      }
    }

    @Override
    public Entry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return versions.next();
    }
  }

  /** How many of some versions in order come before a place. */
  private static int countBefore(List<Entry> versions, VersionKey place) {
    int low = 0;
    int high = versions.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      Entry version = versions.get(middle);
      if (new VersionKey(version.key(), version.seq()).compareTo(place) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
