package io.omendb;

import java.util.function.BooleanSupplier;

/**
 * Lets a caller give up reads that run: scans, counts, searches and multi-gets ask every thousand
 * rows or so whether they are still wanted, and end with {@link ErrorCode#CANCELLED} where they are
 * not. Writes are never given up half-way.
 *
 * <pre>{@code
 * AtomicBoolean enough = new AtomicBoolean();
 * Cancellation.run(enough::get, () -> print(cities.count()));
 * }</pre>
 */
public final class Cancellation {
  private static final ScopedValue<BooleanSupplier> CURRENT = ScopedValue.newInstance();

  private Cancellation() {}

  /**
   * Does work on this thread that may be given up.
   *
   * @param cancelled whether it is; asked often and by this thread, so it should be cheap
   * @throws OmenException {@link ErrorCode#CANCELLED} from the read that was given up
   */
  public static void run(BooleanSupplier cancelled, Runnable work) {
    ScopedValue.where(CURRENT, cancelled).run(work);
  }

  /**
   * For those who answer reads: whether to go on.
   *
   * @throws OmenException {@link ErrorCode#CANCELLED} where the work of this thread was given up
   */
  public static void check() {
    if (CURRENT.isBound() && CURRENT.get().getAsBoolean()) {
      throw new OmenException(ErrorCode.CANCELLED, "The call was cancelled or its deadline passed");
    }
  }
}
