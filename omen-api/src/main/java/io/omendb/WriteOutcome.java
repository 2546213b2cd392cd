package io.omendb;

import org.jspecify.annotations.Nullable;

/**
 * What became of one batch of {@link Collection#writeAll}.
 *
 * @param seq number of the commit, as {@link Collection#write} returns it; 0 where it failed
 * @param failure what {@link Collection#write} would have thrown; null where it was committed
 */
public record WriteOutcome(long seq, @Nullable OmenException failure) {
  /** A batch that was committed. */
  public static WriteOutcome of(long seq) {
    return new WriteOutcome(seq, null);
  }

  /** A batch that was not, or may not have been. */
  public static WriteOutcome of(OmenException failure) {
    return new WriteOutcome(0, failure);
  }

  /**
   * The number of the commit.
   *
   * @throws OmenException the failure, where there is one
   */
  public long seqOrThrow() {
    if (failure != null) {
      throw failure;
    }
    return seq;
  }
}
