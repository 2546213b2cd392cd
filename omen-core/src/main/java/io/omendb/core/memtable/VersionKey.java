package io.omendb.core.memtable;

/** A place in the order of versions: by key ascending, within a key by seq descending. */
record VersionKey(long key, long seq) implements Comparable<VersionKey> {
  /** Not behind any version. */
  static final VersionKey FIRST = new VersionKey(Long.MIN_VALUE, Long.MAX_VALUE);

  /** Not behind any version of a key. */
  static VersionKey before(long key) {
    return new VersionKey(key, Long.MAX_VALUE);
  }

  /** Behind all versions of a key; their seqs are not negative. */
  static VersionKey after(long key) {
    return new VersionKey(key, -1);
  }

  @Override
  public int compareTo(VersionKey other) {
    int byKey = Long.compare(key, other.key);
    return byKey != 0 ? byKey : Long.compare(other.seq, seq);
  }
}
