package io.omendb.core.memtable;

import io.omendb.core.segment.RowVersion;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Of versions by ascending key and descending seq, the first of each key at or below a seq. */
final class AscendingVersions implements Iterator<RowVersion> {
  private final Iterator<RowVersion> versions;
  private final long seq;
  private @Nullable RowVersion next;

  AscendingVersions(Iterator<RowVersion> versions, long seq) {
    this.versions = versions;
    this.seq = seq;
    this.next = find(null);
  }

  private @Nullable RowVersion find(@Nullable RowVersion last) {
    while (versions.hasNext()) {
      RowVersion version = versions.next();
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
  public RowVersion next() {
    RowVersion found = next;
    if (found == null) {
      throw new NoSuchElementException();
    }
    next = find(found);
    return found;
  }
}
