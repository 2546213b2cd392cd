package io.omendb.testkit.database;

import io.omendb.Collection;

/** How far down the levels of a collection its rows have been moved. */
enum Stage {
  /** In the memtable, where commits leave them. */
  MEMTABLE(false, false, false),
  /** In segments. */
  FLUSHED(true, false, false),
  /** In as few segments as there can be. */
  MERGED(true, true, false),
  /** In the memtable, read back from the log. */
  REPLAYED(false, false, true),
  /** In segments that were opened again. */
  FLUSHED_REOPENED(true, false, true),
  /** In merged segments that were opened again. */
  MERGED_REOPENED(true, true, true);

  private final boolean flushes;
  private final boolean merges;
  private final boolean reopens;

  Stage(boolean flushes, boolean merges, boolean reopens) {
    this.flushes = flushes;
    this.merges = merges;
    this.reopens = reopens;
  }

  /** Moves what the collection holds here; returns the handle to go on with. */
  Collection move(DatabaseFixture fixture, Collection collection) {
    if (flushes) {
      collection.flush();
    }
    if (merges) {
      collection.merge();
    }
    return reopens ? fixture.reopen().collection(collection.name()) : collection;
  }
}
