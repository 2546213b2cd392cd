package io.omendb.benchmarks.ycsb;

import java.io.Serial;

/** A system returned something else than what was written. */
final class WrongAnswerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  WrongAnswerException(String message) {
    super(message);
  }
}
