package io.omendb.spi.index;

import java.util.List;

/**
 * Figures about one index.
 *
 * @param engine the engine that trained it
 * @param chosen what answers lookups: for an engine that chooses among others the one it chose,
 *     otherwise the engine itself
 * @param reason why it was chosen, for people; empty where there was no choice
 * @param learned whether it has a model; false for a plain search
 * @param keys number of keys
 * @param sizeInBytes memory it adds to the keys
 * @param maxError greatest distance between predicted and true position over all keys
 * @param meanError mean of that distance
 * @param errorHistogram keys by that distance: element 0 counts distance 0, element i distances in
 *     [2^(i-1), 2^i); empty where there is no model
 * @param fallbacks lookups since it was made that had to look outside the predicted bounds
 */
public record IndexStats(
    String engine,
    String chosen,
    String reason,
    boolean learned,
    int keys,
    long sizeInBytes,
    int maxError,
    double meanError,
    List<Long> errorHistogram,
    long fallbacks) {
  public IndexStats {
    errorHistogram = List.copyOf(errorHistogram);
  }

  /** The same for an engine that has chosen this index, with its reason. */
  public IndexStats chosenBy(String chooser, String why) {
    return new IndexStats(
        chooser,
        chosen,
        why,
        learned,
        keys,
        sizeInBytes,
        maxError,
        meanError,
        errorHistogram,
        fallbacks);
  }

  /** The same with lookups that had to look outside the predicted bounds. */
  public IndexStats withFallbacks(long lookups) {
    return new IndexStats(
        engine,
        chosen,
        reason,
        learned,
        keys,
        sizeInBytes,
        maxError,
        meanError,
        errorHistogram,
        lookups);
  }
}
