package io.omendb.server.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.omendb.OmenException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Answers to calls that are not begun, made once: what an overloaded server does for each call that
 * it refuses, it does at the cost of those that it has accepted. Safe for concurrent use.
 */
final class Refusals {
  /** So that not all are told to come back at the same time. */
  private static final int VARIANTS = 16;

  private final List<StatusRuntimeException> variants;

  Refusals(OmenException reason) {
    variants = IntStream.range(0, VARIANTS).mapToObj(i -> ErrorStatus.of(reason)).toList();
  }

  /** Ends a call that has not begun. */
  void refuse(ServerCall<?, ?> call) {
    StatusRuntimeException refusal = variants.get(ThreadLocalRandom.current().nextInt(VARIANTS));
    Metadata trailers = new Metadata(); // gRPC adds to what it is given
    Metadata details = refusal.getTrailers();
    if (details != null) {
      trailers.merge(details);
    }
    call.close(refusal.getStatus(), trailers);
  }
}
