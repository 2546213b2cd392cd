package io.omendb.core.memtable;

import io.omendb.core.segment.RowVersion;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Of versions by descending key and ascending seq, the last of each key at or below a seq. */
final class DescendingVersions implements Iterator<RowVersion> {
  private final Iterator<RowVersion> versions;
  private final long seq;
  private @Nullable RowVersion ahead;
  private @Nullable RowVersion next;

  DescendingVersions(Iterator<RowVersion> versions, long seq) {
    this.versions = versions;
    this.seq = seq;
    this.ahead = versions.hasNext() ? versions.next() : null;
    this.next = find();
  }

  private @Nullable RowVersion find() {
    RowVersion newest = null;
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
  public RowVersion next() {
    RowVersion found = next;
    if (found == null) {
      throw new NoSuchElementException();
    }
    next = find();
    return found;
  }
}
