package io.omendb.benchmarks.command;

import io.omendb.server.cli.console.Console;
import java.util.Locale;

/**
 * How far a long run is: on a terminal one line that changes, elsewhere a line now and then. What
 * is left out and why is always said.
 */
final class ProgressNotes {
  private static final long QUIET_NANOS = 30_000_000_000L;
  private static final int WIDTH = 100;
  private static final String LEFT_OUT = "left out";

  private final Console console;
  private final long start = System.nanoTime();
  private String step = "";
  private long lastNanos = start;

  ProgressNotes(Console console) {
    this.console = console;
  }

  /** A step begins. */
  void begin(int number, int count, String name, String command) {
    step = number + " of " + count + ", " + name;
    note(step + ": " + command);
  }

  /** A step has ended. */
  void end(SuiteRun.Outcome outcome) {
    String error = outcome.error();
    note(
        step
            + (error == null ? ": done" : ": FAILED: " + error)
            + String.format(Locale.ROOT, " (%.1f s)", outcome.seconds()));
  }

  /** The step said something. */
  void said(String text) {
    if (text.isBlank()) {
      return;
    }
    if (text.contains(LEFT_OUT)) {
      note(step + ": " + text);
    } else if (console.terminal().showsProgress()) {
      String line = elapsed() + " " + step + ": " + text.strip();
      console.err().print("\r\u001b[K" + line.substring(0, Math.min(WIDTH, line.length())));
      console.err().flush();
    } else if (System.nanoTime() - lastNanos > QUIET_NANOS) {
      note(step + ": " + text.strip());
    }
  }

  private void note(String text) {
    String clear = console.terminal().showsProgress() ? "\r\u001b[K" : "";
    console.note(clear + elapsed() + " " + text);
    lastNanos = System.nanoTime();
  }

  /** Minutes and seconds since the start. */
  private String elapsed() {
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
