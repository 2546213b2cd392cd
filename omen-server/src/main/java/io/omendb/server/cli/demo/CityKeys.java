package io.omendb.server.cli.demo;

import io.omendb.ErrorCode;
import io.omendb.KeyRange;
import io.omendb.OmenException;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives places their keys: {@code | 00 | Hilbert number: 54 bits | tie: 8 bits |}, so positive, and
 * near each other where the places are near on the globe.
 *
 * <p>A cell is 2^-27 of the globe's latitude and longitude, some 30 cm. Places in one cell
 * (GeoNames has some with the same coordinates) are told apart by the tie: 0, 1, 2 ... in the order
 * in which they are asked for, which is that of their geoname ids. A key is therefore unique, and
 * stays the same as long as no place with a smaller id joins the cell. Not safe for concurrent use.
 */
final class CityKeys {
  private static final int ORDER = 27;
  private static final int TIE_BITS = 8;
  private static final int TIES = 1 << TIE_BITS;

  private static final HilbertCurve CURVE = new HilbertCurve(ORDER);

  private final Map<Long, Integer> placesInCell = new HashMap<>();
  private int shared;

  /** The key of the next place. */
  long next(double latitude, double longitude) {
    long cell = cell(latitude, longitude);
    int tie = placesInCell.merge(cell, 1, Integer::sum) - 1;
    if (tie >= TIES) {
      throw new OmenException(
          ErrorCode.INVALID_DATA,
          "More than " + TIES + " places in one cell at " + latitude + "," + longitude);
    }
    shared += tie > 0 ? 1 : 0;
    return (cell << TIE_BITS) | tie;
  }

  /** How many places so far share their cell with an earlier one. */
  int shared() {
    return shared;
  }

  /**
   * The keys of a square region around a place: the quadrant of a level that holds it.
   *
   * @param level 0 for the globe; each further level halves both sides
   */
  static KeyRange region(double latitude, double longitude, int level) {
    int freeBits = 2 * (ORDER - level) + TIE_BITS;
    long first = (cell(latitude, longitude) << TIE_BITS) >>> freeBits << freeBits;
    return KeyRange.of(first, first + (1L << freeBits));
  }

  private static long cell(double latitude, double longitude) {
    return CURVE.number(
        step((longitude + 180) / 360), // longitude is x
        step((latitude + 90) / 180));
  }

  /** The poles and the date line belong to the last step. */
  private static long step(double fraction) {
    return Math.clamp((long) (fraction * CURVE.side()), 0, CURVE.side() - 1);
  }
}
