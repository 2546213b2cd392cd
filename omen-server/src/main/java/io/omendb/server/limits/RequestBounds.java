package io.omendb.server.limits;

import io.omendb.Column;
import io.omendb.ErrorCode;
import io.omendb.Limits;
import io.omendb.OmenException;
import io.omendb.Schema;
import io.omendb.VectorType;
import io.omendb.predicate.Predicate;
import io.omendb.server.config.LimitSettings;
import io.omendb.server.config.ServerKey;
import java.util.List;

/**
 * What one request may ask for, by the settings. Every check takes the name that its transport
 * gives the field, and throws {@link ErrorCode#LIMIT_EXCEEDED} with that field, the bound and the
 * setting that raises it. The hard bounds of the database are checked by the database itself; here
 * those that an operator has drawn tighter. Immutable.
 */
public final class RequestBounds {
  private final LimitSettings limits;

  /** The bounds that these settings draw. */
  public RequestBounds(LimitSettings limits) {
    this.limits = limits;
  }

  /**
   * Rows, keys or operations of a request.
   *
   * @param what which of these they are, for the message
   */
  public void checkRows(String field, String what, long count) {
    refuse(field, count + " " + what, count, limits.batchRows(), ServerKey.LIMITS_BATCH_ROWS);
  }

  /** Neighbours that one search asks for. */
  public void checkK(String field, int k) {
    refuse(field, field + " is " + k, k, limits.k(), ServerKey.LIMITS_K);
  }

  /** Neighbours that all searches of a request ask for together. */
  public void checkHits(String field, long hits) {
    refuse(field, hits + " hits together", hits, limits.hits(), ServerKey.LIMITS_HITS);
  }

  /**
   * Length and depth of a predicate.
   *
   * @throws OmenException also what {@link Predicate#parse} throws
   */
  public void checkPredicate(String field, String text) {
    refuse(
        field,
        text.length() + " characters",
        text.length(),
        limits.predicateLength(),
        ServerKey.LIMITS_PREDICATE_LENGTH);
    // The parser itself refuses what is deeper than the greatest value of the setting.
    if (limits.predicateDepth() < Limits.MAX_PREDICATE_DEPTH && !text.isEmpty()) {
      int depth = depth(Predicate.parse(text));
      refuse(
          field,
          depth + " levels",
          depth,
          limits.predicateDepth(),
          ServerKey.LIMITS_PREDICATE_DEPTH);
    }
  }

  private static int depth(Predicate predicate) {
    List<Predicate> parts =
        switch (predicate) {
          case Predicate.And and -> and.terms();
          case Predicate.Or or -> or.terms();
          case Predicate.Not not -> List.of(not.term());
          default -> List.of();
        };
    return 1 + parts.stream().mapToInt(RequestBounds::depth).max().orElse(0);
  }

  /** Elements of the vectors of a collection that is to be made. */
  public void checkDimensions(String field, Schema schema) {
    for (Column column : schema.columns()) {
      if (column.type() instanceof VectorType vector) {
        refuse(
            field,
            column.name() + " has the dimension " + vector.dimension(),
            vector.dimension(),
            limits.dimension(),
            ServerKey.LIMITS_DIMENSION);
      }
    }
  }

  /** Bytes of one answer. */
  public void checkAnswer(long bytes) {
    if (bytes > limits.inboundBytes()) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          "The response takes " + bytes + " bytes, the limit is " + limits.messageBytes(),
          "ask for fewer rows or columns, or raise "
              + ServerKey.LIMITS_MESSAGE_BYTES.text()
              + " of the server");
    }
  }

  /** The greatest value of a setting is the database's own bound, about which it says more. */
  private static void refuse(String field, String what, long value, int limit, ServerKey setting) {
    if (value > limit && limit < setting.max()) {
      throw new OmenException(
          ErrorCode.LIMIT_EXCEEDED,
          what + ", the limit of one request is " + limit,
          field,
          "ask for less, or raise " + setting.text() + " of the server",
          null);
    }
  }
}
