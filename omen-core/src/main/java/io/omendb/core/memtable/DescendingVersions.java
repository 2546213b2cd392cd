package io.omendb.core.memtable;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Of versions by descending key and ascending seq, the last of each key at or below a seq. */
final class DescendingVersions implements Iterator<Entry> {
  private final Iterator<Entry> versions;
  private final long seq;
  private @Nullable Entry ahead;
  private @Nullable Entry next;

  DescendingVersions(Iterator<Entry> versions, long seq) {
    this.versions = versions;
    this.seq = seq;
    this.ahead = versions.hasNext() ? versions.next() : null;
    this.next = find();
  }

  private @Nullable Entry find() {
    Entry newest = null;
    while (ahead != null) {
      if (newest != null && ahead.key() != newest.key()) {
        break;
      }
      if (ahead.seq() <= seq) {
        newest = ahead;
      }
      ahead = versions.hasNext() ? versions.next() : null;
    }
    return newest;
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
    next = find();
    return found;
  }
}
