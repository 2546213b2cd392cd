package io.omendb;

/**
 * How far apart two vectors are. Smaller is nearer for every metric.
 *
 * <p>The ids are written into files and never change.
 */
public enum Metric {
  /** Euclidean distance, sqrt(sum (a_i - b_i)^2). */
  L2(1, "l2"),
  /** 1 - cos(a, b), in 0..2; 1 where either vector is zero. */
  COSINE(2, "cosine"),
  /** Negated inner product, -sum a_i b_i. */
  DOT(3, "dot");

  private final int id;
  private final String text;

  Metric(int id, String text) {
    this.id = id;
    this.text = text;
  }

  /** The id written into files. */
  public int id() {
    return id;
  }

  /** The name in schema text. */
  public String text() {
    return text;
  }

  /** The score of a distance: descends where distance ascends. */
  public double score(double distance) {
    return switch (this) {
      case L2, DOT -> -distance;
      case COSINE -> 1 - distance;
    };
  }

  /** The metric with that name in schema text. */
  public static Metric parse(String text) {
    for (Metric metric : values()) {
      if (metric.text.equals(text)) {
        return metric;
      }
    }
    throw new OmenException(
        ErrorCode.INVALID_SCHEMA,
        "No metric named '" + Names.printable(text) + "'",
        "schema",
        "use l2, cosine or dot",
        null);
  }
}
