package io.omendb.server.config;

import io.omendb.OmenException;

/** Every setting of the server; those of the database are {@link io.omendb.DatabaseOptions.Key}. */
public enum ServerKey {
  /** Address the server binds; port 0 takes a free one. */
  LISTEN("server.listen", "127.0.0.1:7617"),
  /** Threads that run calls. Writers that wait for one fsync together each hold one. */
  THREADS("server.threads", "32", 1, 1024),
  /** Threads that answer reads of one row and of descriptions. */
  READ_THREADS("server.read-threads", "8", 1, 1024),
  /** Calls that may wait for a thread before further ones are refused. */
  QUEUE("server.queue", "1024", 1, 1 << 20),
  /** Scans that may be open at once; each pins the state it reads. */
  SCANS("server.scans", "256", 1, 1 << 16),
  /** Views that clients may have open at once; each pins the state it reads. */
  VIEWS("server.views", "256", 1, 1 << 16),
  /** Milliseconds after which a view that goes unused is closed. */
  VIEW_IDLE_MILLIS("server.view.idle.millis", "600000", 100, 86_400_000),
  /** Long-running operations that may wait or run; two run at a time. */
  OPERATIONS("server.operations", "16", 1, 1024),
  /** Milliseconds that running calls get to finish when the server shuts down. */
  GRACE_MILLIS("server.grace.millis", "10000", 0, 600_000);

  private final String text;
  private final String defaultValue;
  private final long min;
  private final long max;

  ServerKey(String text, String defaultValue) {
    this(text, defaultValue, 0, -1);
  }

  ServerKey(String text, String defaultValue, long min, long max) {
    this.text = text;
    this.defaultValue = defaultValue;
    this.min = min;
    this.max = max;
  }

  /** The key as configuration writes it. */
  public String text() {
    return text;
  }

  /** The value where none is set. */
  public String defaultValue() {
    return defaultValue;
  }

  int number(String value) {
    try {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return (int) number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message below.
    }
    throw OmenException.invalid(
        text, text + " is '" + value + "', must be a whole number in " + min + ".." + max, null);
  }
}
