package io.omendb.server.cli.demo;

/** The earth as a sphere: positions as unit vectors, distances along the surface. */
final class Globe {
  /** Mean radius (IUGG). */
  private static final double RADIUS_KM = 6371.0088;

  private Globe() {}

  /** The unit vector of a place, in float64. */
  static double[] position(double latitude, double longitude) {
    double phi = Math.toRadians(latitude);
    double lambda = Math.toRadians(longitude);
    return new double[] {
      Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)
    };
  }

  /** The unit vector of a place, rounded to float32. */
  static float[] position32(double latitude, double longitude) {
    double[] position = position(latitude, longitude);
    return new float[] {(float) position[0], (float) position[1], (float) position[2]};
  }

  /** The straight distance between two points of space. */
  static double chord(double[] a, float[] b) {
    double x = a[0] - b[0];
    double y = a[1] - b[1];
    double z = a[2] - b[2];
    return Math.sqrt(x * x + y * y + z * z);
  }

  /** The length of an arc of a great circle. */
  static double arcKilometres(double degrees) {
    return RADIUS_KM * Math.toRadians(degrees);
  }

  /** The great-circle distance that belongs to a chord of the unit sphere. */
  static double kilometres(double chord) {
    return 2 * RADIUS_KM * Math.asin(Math.min(1, chord / 2));
  }
}
