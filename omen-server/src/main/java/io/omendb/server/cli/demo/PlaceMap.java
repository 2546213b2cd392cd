package io.omendb.server.cli.demo;

import io.omendb.server.cli.demo.DemoReport.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A map for a terminal: the coordinate asked for in the middle, the nearest places as digits around
 * it, north up. Both axes have the same scale where a character is twice as high as wide.
 */
final class PlaceMap {
  private static final int COLUMNS_BESIDE = 30;
  private static final int ROWS_BESIDE = 7;
  private static final int WIDTH = 2 * COLUMNS_BESIDE + 1;
  private static final int HEIGHT = 2 * ROWS_BESIDE + 1;
  private static final double CHARACTER_RATIO = 2;
  private static final double MARGIN = 1.1;

  private final char[][] cells = new char[HEIGHT][WIDTH];
  private final Coordinate centre;
  private final double kilometresPerRow;

  private PlaceMap(Coordinate centre, List<Place> places) {
    this.centre = centre;
    double reach = places.stream().mapToDouble(place -> reach(place)).max().orElse(1);
    this.kilometresPerRow = Math.max(reach, 0.001) * MARGIN / ROWS_BESIDE;
    for (char[] row : cells) {
      Arrays.fill(row, ' ');
    }
    // The nearest last, for it matters most where two share a cell.
    for (int i = places.size() - 1; i >= 0; i--) {
      draw(places.get(i), (char) ('0' + (i + 1) % 10));
    }
    cells[ROWS_BESIDE][COLUMNS_BESIDE] = '+';
  }

  /** The lines of the map, framed, with its scale below. */
  static List<String> draw(Coordinate centre, List<Place> places) {
    return new PlaceMap(centre, places).lines();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("┌" + "─".repeat(WIDTH) + "┐");
    for (char[] row : cells) {
      lines.add("│" + new String(row) + "│");
    }
    lines.add("└" + "─".repeat(WIDTH) + "┘");
    return lines;
  }

  /** How far from the middle in either direction, in rows' unit, so that all places are inside. */
  private double reach(Place place) {
    double widthInRows = COLUMNS_BESIDE / CHARACTER_RATIO;
    return Math.max(Math.abs(north(place)), Math.abs(east(place)) * ROWS_BESIDE / widthInRows);
  }

  private void draw(Place place, char digit) {
    int row = ROWS_BESIDE - (int) Math.round(north(place) / kilometresPerRow);
    int column =
        COLUMNS_BESIDE + (int) Math.round(east(place) / kilometresPerRow * CHARACTER_RATIO);
    cells[Math.clamp(row, 0, HEIGHT - 1)][Math.clamp(column, 0, WIDTH - 1)] = digit;
  }

  private double north(Place place) {
    return Globe.arcKilometres(place.latitude() - centre.latitude());
  }

  private double east(Place place) {
    double degrees = Math.IEEEremainder(place.longitude() - centre.longitude(), 360);
    return Globe.arcKilometres(degrees) * Math.cos(Math.toRadians(centre.latitude()));
  }
}
