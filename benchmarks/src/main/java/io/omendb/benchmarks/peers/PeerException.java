package io.omendb.benchmarks.peers;

import java.io.Serial;

/** A store could not do what it was asked to. */
final class PeerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  PeerException(String message) {
    super(message);
  }

  PeerException(String message, Throwable cause) {
    super(message, cause);
  }
}
