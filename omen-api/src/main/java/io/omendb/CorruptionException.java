package io.omendb;

/**
 * Stored bytes fail their checksum or contradict each other. Not thrown for data of a newer format
 * version, which is {@link ErrorCode#UNSUPPORTED_FORMAT}.
 */
public final class CorruptionException extends OmenException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;
  private final String problem;

  /**
   * @param file the file, blob or log record that is damaged
   * @param offset the byte offset of the damaged part, or -1 where the whole is meant
   * @param what what was expected and what was found
   */
  public CorruptionException(String file, long offset, String what) {
    super(
        ErrorCode.CORRUPTION,
        file + (offset < 0 ? "" : " at byte " + offset) + ": " + what,
        null,
        "restore the file from a backup",
        null);
    this.file = file;
    this.offset = offset;
    this.problem = what;
  }

  /** The damaged file, blob or log record. */
  public String file() {
    return file;
  }

  /** What was expected and what was found, without the file. */
  public String problem() {
    return problem;
  }

  /** Byte offset of the damaged part, or -1 where the whole is meant. */
  public long offset() {
    return offset;
  }
}
