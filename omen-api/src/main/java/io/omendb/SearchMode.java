package io.omendb;

/** How a nearest-rows search may answer. */
public enum SearchMode {
  /**
   * The database chooses: {@link #EXACT} as long as that reads few enough rows, {@link #FAST}
   * beyond, and where a recall is asked for.
   */
  AUTO,
  /** The true nearest rows, with a proof. */
  EXACT,
  /**
   * Rows that look near by short codes, scored exactly; a few true neighbours may be missing, as
   * the recall asked for allows.
   */
  FAST
}
