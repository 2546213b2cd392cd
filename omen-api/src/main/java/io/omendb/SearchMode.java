package io.omendb;

/** How a nearest-rows search may answer. */
public enum SearchMode {
  /** The database chooses; at present always {@link #EXACT}. */
  AUTO,
  /** The true nearest rows. */
  EXACT
}
