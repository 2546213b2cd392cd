package io.omendb;

import java.util.List;

/**
 * The answer of a nearest-rows search.
 *
 * @param hits nearest first; equal distances by ascending key; min(k, matching rows) of them
 * @param certified whether the hits are proved to be the true nearest rows
 * @param rowsScanned rows whose vector was compared with the query
 */
public record NearestResult(List<Hit> hits, boolean certified, long rowsScanned) {
  public NearestResult {
    hits = List.copyOf(hits);
  }
}
