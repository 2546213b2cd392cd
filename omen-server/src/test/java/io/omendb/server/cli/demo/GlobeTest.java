package io.omendb.server.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.omendb.OmenException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GlobeTest {
  private static double kilometres(Coordinate a, Coordinate b) {
    return Globe.kilometres(
        Globe.chord(
            Globe.position(a.latitude(), a.longitude()),
            Globe.position32(b.latitude(), b.longitude())));
  }

  @Test
  void quarterAndHalfOfTheGlobe() {
    Coordinate pole = new Coordinate(90, 0);
    Coordinate equator = new Coordinate(0, 0);
    double half = Math.PI * 6371.0088;
    assertEquals(half / 2, kilometres(pole, equator), 0.01);
    assertEquals(half, kilometres(equator, new Coordinate(0, 180)), 0.01);
    assertEquals(half, 2 * Globe.arcKilometres(90), 0.01);
  }

  @Test
  void genevaToZurich() {
    assertEquals(224, kilometres(Coordinate.GENEVA, new Coordinate(47.3769, 8.5417)), 1);
  }

  @Test
  void coordinate_isReadAsWritten() {
    assertEquals(Coordinate.GENEVA, Coordinate.parse(" 46.2044, 6.1432 "));
    assertEquals(Coordinate.GENEVA, Coordinate.parse(Coordinate.GENEVA.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "46", "46,6,1", "north,east", "91,0", "0,181", "NaN,0"})
  void coordinate_thatIsNone_isRefused(String text) {
    assertThrows(OmenException.class, () -> Coordinate.parse(text));
  }
}
