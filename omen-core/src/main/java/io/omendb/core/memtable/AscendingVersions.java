package io.omendb.core.memtable;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Of versions by ascending key and descending seq, the first of each key at or below a seq. */
final class AscendingVersions implements Iterator<Entry> {
  private final Iterator<Entry> versions;
  private final long seq;
  private @Nullable Entry next;

  AscendingVersions(Iterator<Entry> versions, long seq) {
    this.versions = versions;
    this.seq = seq;
    this.next = find(null);
  }

  private @Nullable Entry find(@Nullable Entry last) {
    while (versions.hasNext()) {
      Entry version = versions.next();
      if (version.seq() <= seq && (last == null || version.key() != last.key())) {
        return version;
      }
    }
    return null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Entry next() {
    Entry found = next;
    if (found == null) {
      throw new NoSuchElementException();
    }
    next = find(found);
    return found;
  }
}
