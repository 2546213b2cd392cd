package io.omendb.core.care;

/** Is told how far long work is. Called by the thread that does it. */
@FunctionalInterface
public interface Progress {
  /** Nobody asks. */
  Progress NONE = (fraction, rows) -> {};

  /**
   * Work went on.
   *
   * @param fraction how much of the bytes is done, 0..1
   * @param rows row versions done
   */
  void update(double fraction, long rows);
}
