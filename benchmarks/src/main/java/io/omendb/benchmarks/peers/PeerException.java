package io.omendb.benchmarks.peers;

import java.io.Serial;

/** A store could not do what it was asked to. */
public final class PeerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** An error of a store. */
  public PeerException(String message) {
    super(message);
  }

  /** An error of a store and where it comes from. */
  public PeerException(String message, Throwable cause) {
    super(message, cause);
  }
}
