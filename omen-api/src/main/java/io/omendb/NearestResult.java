package io.omendb;

import java.util.List;

/**
 * The answer of a nearest-rows search.
 *
 * @param hits nearest first; equal distances by ascending key; min(k, matching rows) of them
 * @param certified whether the hits are proved to be the true nearest rows
 * @param mode how the search answered; never {@link SearchMode#AUTO}
 * @param rowsScanned rows whose vector, or a short form of it, was compared with the query
 * @param rowsReranked rows that were scored a second time
 */
public record NearestResult(
    List<Hit> hits, boolean certified, SearchMode mode, long rowsScanned, long rowsReranked) {
  public NearestResult {
    hits = List.copyOf(hits);
  }
}
