package io.omendb.server.cli.demo;

import io.omendb.OmenException;

/** A place by degrees: latitude -90..90 north, longitude -180..180 east. */
public record Coordinate(double latitude, double longitude) {
  /** Where the web and the red cross come from. */
  public static final Coordinate GENEVA = new Coordinate(46.2044, 6.1432);

  public Coordinate {
    if (!(Math.abs(latitude) <= 90)) {
      throw OmenException.invalid(
          "near", "The latitude is " + latitude + ", must be in -90..90", null);
    }
    if (!(Math.abs(longitude) <= 180)) {
      throw OmenException.invalid(
          "near", "The longitude is " + longitude + ", must be in -180..180", null);
    }
  }

  /** The coordinate written as {@code LAT,LON}. */
  public static Coordinate parse(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length == 2) {
      try {
        return new Coordinate(
            Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
      } catch (NumberFormatException e) {
        // Falls through to the one message below.
      }
    }
    throw OmenException.invalid(
        "near", "'" + text + "' is not LAT,LON in degrees", "write for instance 46.2044,6.1432");
  }

  @Override
  public String toString() {
    return latitude + "," + longitude;
  }
}
