package io.omendb.core.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The k best candidates so far, by distance and then key. For one thread. */
final class NearestRows {
  /** Reads values of a row where it lies, fresh arrays. */
  @FunctionalInterface
  interface Values {
    @Nullable Object[] read(int[] columns);
  }

  /** A row with its distance. */
  record Candidate(double distance, long key, Values values) {}

  private static final Comparator<Candidate> NEAREST_FIRST =
      Comparator.comparingDouble(Candidate::distance).thenComparingLong(Candidate::key);

  private final int k;
  private final double radius;
  private final PriorityQueue<Candidate> farthestFirst;

  /**
   * @param k the most rows
   * @param radius rows with a greater distance are never among them
   */
  NearestRows(int k, double radius) {
    this.k = k;
    this.radius = radius;
    this.farthestFirst = new PriorityQueue<>(NEAREST_FIRST.reversed());
  }

  /** A row with a greater distance cannot be among the k best. */
  double worst() {
    Candidate farthest = farthestFirst.peek();
    return farthest == null || farthestFirst.size() < k ? radius : farthest.distance();
  }

  boolean wouldEnter(double distance, long key) {
    Candidate farthest = farthestFirst.peek();
    if (farthest == null || farthestFirst.size() < k) {
      return distance <= radius;
    }
    return distance < farthest.distance()
        || (distance == farthest.distance() && key < farthest.key());
  }

  boolean isFull() {
    return farthestFirst.size() >= k;
  }

  void add(Candidate candidate) {
    farthestFirst.add(candidate);
    if (farthestFirst.size() > k) {
      farthestFirst.poll();
    }
  }

  List<Candidate> nearestFirst() {
    List<Candidate> sorted = new ArrayList<>(farthestFirst);
    sorted.sort(NEAREST_FIRST);
    return sorted;
  }
}
