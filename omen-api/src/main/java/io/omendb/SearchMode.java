package io.omendb;

/** How a nearest-rows search may answer. */
public enum SearchMode {
  /**
   * The database chooses: {@link #EXACT} as long as that reads few enough rows, {@link #FAST}
   * beyond, and where a recall is asked for; {@link #GRAPH} in place of that where graphs cover
   * many rows.
   */
  AUTO,
  /** The true nearest rows, with a proof. */
  EXACT,
  /**
   * Rows that look near by short codes, scored exactly; a few true neighbours may be missing, as
   * the recall asked for allows.
   */
  FAST,
  /**
   * Rows that a graph over the vectors leads to, in segments that have one ({@code vectors.graph}),
   * scored exactly; other rows as {@link #FAST}. A few true neighbours may be missing.
   */
  GRAPH
}
