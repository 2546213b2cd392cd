package io.omendb.core.care;

/**
 * Something that is not as it should be.
 *
 * @param severity what it means
 * @param file the file, blob or record
 * @param offset byte offset in it, or -1 where the whole is meant or it is not known
 * @param problem what was expected and what was found
 * @param remedy what to do about it
 */
public record Problem(Severity severity, String file, long offset, String problem, String remedy) {
  /** What a problem means. */
  public enum Severity {
    /** Rows or commits cannot be read, or cannot be relied on. */
    DAMAGE,
    /** Something is damaged or missing that can be made again without a loss. */
    REPAIRABLE,
    /** Something that a crash left and nobody needs. No corruption. */
    LEFTOVER
  }
}
