package io.omendb.server.cli.demo;

import io.omendb.CollectionStats.LearnedStats;
import io.omendb.EngineNames;
import java.util.List;

/**
 * What the demonstration did and measured.
 *
 * @param location the database
 * @param rows rows loaded
 * @param sharedCells rows whose cell on the curve another row has too
 * @param loadNanos time from the first row parsed to the last commit on stable storage
 * @param flushNanos time to write the segments
 * @param openNanos time to open the database again
 * @param segments segments after the flush
 * @param reopened whether all rows were there after the database was opened again
 * @param point a row found by its key
 * @param range the rows of a square region
 * @param near where the nearest rows are measured from
 * @param nearest the nearest rows, nearest first
 * @param nearestNanos time to find them
 * @param bruteForceNanos time to find them by looking at every row
 * @param nearestEqualsBruteForce whether both found the same
 * @param indexes each index engine over the keys
 * @param learned how the gets were answered
 * @param engines the engines the database ran on
 */
public record DemoReport(
    String location,
    long rows,
    int sharedCells,
    long loadNanos,
    long flushNanos,
    long openNanos,
    int segments,
    boolean reopened,
    Point point,
    Range range,
    Coordinate near,
    List<Place> nearest,
    long nearestNanos,
    long bruteForceNanos,
    boolean nearestEqualsBruteForce,
    List<IndexFigures> indexes,
    LearnedStats learned,
    EngineNames engines) {

  public DemoReport {
    nearest = List.copyOf(nearest);
    indexes = List.copyOf(indexes);
  }

  /**
   * A row found by its key.
   *
   * @param getNanos mean time of a get of a random key, all of which were got in turn
   */
  public record Point(long key, String name, double getNanos) {}

  /**
   * The rows of a square region.
   *
   * @param from first key
   * @param to one past the last key
   * @param nanos median time to read them all
   * @param largest names of some, the most populous first
   */
  public record Range(long from, long to, int rows, long nanos, List<String> largest) {
    public Range {
      largest = List.copyOf(largest);
    }
  }

  /** A row near the coordinate asked for. */
  public record Place(
      long key,
      String name,
      String country,
      double latitude,
      double longitude,
      double distanceKm) {}

  /**
   * One index engine over the keys of the collection.
   *
   * @param bytes memory it adds to the keys
   * @param maxError greatest distance between predicted and true position
   * @param meanError mean of that distance
   * @param getNanos mean time to find the position of a random key that is there
   */
  public record IndexFigures(
      String engine, long bytes, int maxError, double meanError, double getNanos) {}
}
