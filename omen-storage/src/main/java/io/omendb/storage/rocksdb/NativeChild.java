package io.omendb.storage.rocksdb;

/** What must be released before the database it belongs to. */
interface NativeChild {
  /** Frees the native objects, once. No call on this child is under way. */
  void release();
}
