package io.omendb.server.cli.console;

import java.util.Locale;

/**
 * One line on standard error that is written over as work goes on, at most ten times a second; and
 * nothing at all where standard error is no terminal.
 */
public final class ProgressBar implements AutoCloseable {
  private static final int CELLS = 24;
  private static final long INTERVAL_NANOS = 100_000_000;
  private static final String CLEAR = "\r\033[2K";

  private final Console console;
  private final String what;
  private final String unit;
  private final boolean shown;
  private final long started = System.nanoTime();
  private long drawn;

  /** A bar labelled with what is done to rows. */
  public ProgressBar(Console console, String what) {
    this(console, what, "rows");
  }

  /**
   * A bar labelled with what is done.
   *
   * @param unit of what is counted
   */
  public ProgressBar(Console console, String what, String unit) {
    this.console = console;
    this.what = what;
    this.unit = unit;
    this.shown = console.terminal().showsProgress();
  }

  /**
   * Work went on.
   *
   * @param fraction how much is done, 0..1; negative where that is not known
   * @param count how many rows, or what else the unit says, are done
   */
  public void update(double fraction, long count) {
    long now = System.nanoTime();
    if (!shown || (drawn != 0 && now - drawn < INTERVAL_NANOS)) {
      return;
    }
    drawn = now;
    StringBuilder line = new StringBuilder(CLEAR).append(what).append(' ');
    if (fraction >= 0) {
      int full = (int) Math.round(Math.min(1, fraction) * CELLS);
      line.append("█".repeat(full)).append("░".repeat(CELLS - full));
      line.append(String.format(Locale.ROOT, " %3.0f %%", 100 * Math.min(1, fraction)));
    }
    double seconds = (now - started) / 1e9;
    line.append(
        String.format(Locale.ROOT, "  %,d %s, %,.0f %s/s", count, unit, count / seconds, unit));
    console.err().print(line);
    console.err().flush();
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (shown && drawn != 0) {
      console.err().print(CLEAR);
      console.err().flush();
    }
  }
}
