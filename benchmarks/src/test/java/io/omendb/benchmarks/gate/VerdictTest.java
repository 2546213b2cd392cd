package io.omendb.benchmarks.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static Verdict of(double recorded, double measured) {
    return new Verdict(OptionalDouble.of(recorded), measured);
  }

  @Test
  void aQuarterMayBeLost_noMore() {
    assertFalse(of(4, 3).fell());
    assertTrue(of(4, 2.99).fell());
    assertEquals("FELL", of(4, 2.99).text());
    assertEquals(-0.25, of(4, 3).change().orElseThrow(), 1e-12);
  }

  @Test
  void better_isFine() {
    assertFalse(of(4, 400).fell());
    assertEquals("ok", of(4, 400).text());
  }

  @Test
  void noFigure_isAFall() {
    assertTrue(of(4, Double.NaN).fell());
  }

  @Test
  void whatWasNeverRecorded_cannotFall() {
    Verdict verdict = new Verdict(OptionalDouble.empty(), 0.1);
    assertFalse(verdict.fell());
    assertEquals("new", verdict.text());
    assertTrue(verdict.change().isEmpty());
  }
}
