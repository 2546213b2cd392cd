package io.omendb.spi.storage;

/**
 * Something that {@link StorageEngine#verify} found.
 *
 * @param kind whether it is damage
 * @param file the file, or what the engine calls the part
 * @param offset byte offset in it, or -1 where the whole is meant or it is not known
 * @param what what was expected and what was found
 */
public record StorageFinding(Kind kind, String file, long offset, String what) {
  /** What a finding means. */
  public enum Kind {
    /** Stored bytes are not what was stored. */
    DAMAGE,
    /** A file that a writer did not finish; opening the location for writing removes it. */
    LEFTOVER
  }
}
