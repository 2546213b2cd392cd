package io.omendb.core.segment;

import io.omendb.CorruptionException;

/** Is told what is wrong with a segment or its sidecar. For one thread. */
@FunctionalInterface
public interface Problems {
  /**
   * Something is wrong.
   *
   * @param file the blob
   * @param offset byte offset in it, or -1 where the whole is meant
   * @param what what was expected and what was found
   */
  void add(String file, long offset, String what);

  /** The same for what would have ended an open. */
  default void add(CorruptionException e) {
    add(e.file(), e.offset(), e.problem());
  }
}
