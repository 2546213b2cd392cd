package io.omendb.server.grpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls that would go on until their clients end them, to be ended when the server shuts down. Safe
 * for concurrent use.
 */
public final class OpenCalls {
  private final Set<Runnable> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  OpenCalls() {}

  /**
   * Knows of a call that has begun.
   *
   * @param end ends it, after the answer that is being made; may be run from any thread, more than
   *     once, and at once where the server is shutting down already
   */
  public void add(Runnable end) {
    calls.add(end);
    if (ended) { // The call was accepted just before that.
      end.run();
    }
  }

  /** Forgets a call that is over. */
  public void remove(Runnable end) {
    calls.remove(end);
  }

  /** Ends all, and those that begin after this. */
  void end() {
    ended = true;
    calls.forEach(Runnable::run);
  }
}
