package io.omendb.benchmarks.advise;

import java.util.List;

/**
 * Which engine to use.
 *
 * @param candidates what was measured, fastest hit first
 * @param engine what {@code index.engine=auto} picks for these keys
 * @param reason why, in a sentence
 * @param fastest the candidate with the fastest hit, here and now
 */
public record Advice(List<Candidate> candidates, String engine, String reason, String fastest) {
  public Advice {
    candidates = List.copyOf(candidates);
  }

  /** The setting that forces the engine. */
  public String setting() {
    return "index.engine=" + engine;
  }

  /**
   * One engine over the keys.
   *
   * @param engine its name
   * @param hitNanos median time of a lookup of a key that is there
   * @param bytesPerKey memory it adds to the 8 bytes of a key
   * @param buildNanosPerKey median time to train
   * @param maxError greatest distance between predicted and true position
   * @param meanError mean of that distance
   * @param found fraction of the keys sought that were found
   */
  public record Candidate(
      String engine,
      double hitNanos,
      double bytesPerKey,
      double buildNanosPerKey,
      int maxError,
      double meanError,
      double found) {}
}
