package io.omendb.server.config;

import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * What clients may ask for at most.
 *
 * @param messageBytes bytes of one message
 * @param batchRows rows, keys or operations of one request
 * @param k neighbours of one search
 * @param hits neighbours of all searches of one request
 * @param dimension elements of a vector
 * @param predicateLength characters of a predicate
 * @param predicateDepth how deep a predicate may be nested
 * @param connections connections of the server
 * @param connectionCalls calls of one connection
 * @param headerBytes bytes of the headers of a call
 * @param handshake time for a connection to begin
 */
public record LimitSettings(
    int messageBytes,
    int batchRows,
    int k,
    int hits,
    int dimension,
    int predicateLength,
    int predicateDepth,
    int connections,
    int connectionCalls,
    int headerBytes,
    Duration handshake) {
  /** A 64th of a message may surround the batch in it. */
  private static final int SLACK = 64;

  static LimitSettings of(ToIntFunction<ServerKey> values) {
    return new LimitSettings(
        values.applyAsInt(ServerKey.LIMITS_MESSAGE_BYTES),
        values.applyAsInt(ServerKey.LIMITS_BATCH_ROWS),
        values.applyAsInt(ServerKey.LIMITS_K),
        values.applyAsInt(ServerKey.LIMITS_HITS),
        values.applyAsInt(ServerKey.LIMITS_DIMENSION),
        values.applyAsInt(ServerKey.LIMITS_PREDICATE_LENGTH),
        values.applyAsInt(ServerKey.LIMITS_PREDICATE_DEPTH),
        values.applyAsInt(ServerKey.LIMITS_CONNECTIONS),
        values.applyAsInt(ServerKey.LIMITS_CONNECTION_CALLS),
        values.applyAsInt(ServerKey.LIMITS_HEADER_BYTES),
        Duration.ofMillis(values.applyAsInt(ServerKey.LIMITS_HANDSHAKE_MILLIS)));
  }

  /** Bytes of a request, so that a batch of the greatest size fits with what surrounds it. */
  public int inboundBytes() {
    return messageBytes + messageBytes / SLACK;
  }
}
