package io.omendb.server.cli;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Repeats what is about to be timed. A process that has just begun interprets its code, so its
 * first times are those of the interpreter; a server is warm, or as cold as its clients find it.
 */
final class Warmth {
  private static final long NANOS = Duration.ofMillis(500).toNanos();

  private Warmth() {}

  /** The answer of the last of as many runs as fit into half a second, one at least. */
  static <T> T lastOf(Supplier<T> action) {
    long started = System.nanoTime();
    T answer = action.get();
    while (System.nanoTime() - started < NANOS) {
      answer = action.get();
    }
    return answer;
  }
}
