package io.omendb.server.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two properties that make it a Hilbert curve, and the one the demonstration rests on. */
final class HilbertCurveTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void number_isABijection(int order) {
    HilbertCurve curve = new HilbertCurve(order);
    BitSet seen = new BitSet();
    for (int x = 0; x < curve.side(); x++) {
      for (int y = 0; y < curve.side(); y++) {
        long number = curve.number(x, y);
        assertFalse(seen.get((int) number), "number " + number + " is given twice");
        seen.set((int) number);
        assertEquals(x, curve.x(number));
        assertEquals(y, curve.y(number));
      }
    }
    assertEquals(curve.side() * curve.side(), seen.cardinality());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void consecutiveNumbers_areNeighbours(int order) {
    HilbertCurve curve = new HilbertCurve(order);
    for (long number = 1; number < curve.side() * curve.side(); number++) {
      long steps =
          Math.abs(curve.x(number) - curve.x(number - 1))
              + Math.abs(curve.y(number) - curve.y(number - 1));
      assertEquals(1, steps, "from " + (number - 1) + " to " + number);
    }
  }

  @Test
  void quadrants_ofEveryLevelAreRanges() {
    HilbertCurve fine = new HilbertCurve(27);
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      long x = random.nextLong(fine.side());
      long y = random.nextLong(fine.side());
      int bits = random.nextInt(27);
      long prefix = fine.number(x, y) >>> (2 * bits);
      long otherX = (x >>> bits << bits) | random.nextLong(1L << bits);
      long otherY = (y >>> bits << bits) | random.nextLong(1L << bits);
      assertEquals(prefix, fine.number(otherX, otherY) >>> (2 * bits), "seed 7, step " + i);
    }
  }

  @Test
  void greatestOrder_roundTrips() {
    HilbertCurve curve = new HilbertCurve(31);
    Random random = new Random(11);
    for (int i = 0; i < 1000; i++) {
      long x = random.nextLong(curve.side());
      long y = random.nextLong(curve.side());
      assertEquals(x, curve.x(curve.number(x, y)), "seed 11, step " + i);
      assertEquals(y, curve.y(curve.number(x, y)), "seed 11, step " + i);
    }
  }

  @Test
  void order_outOfBounds_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new HilbertCurve(0));
    assertThrows(IllegalArgumentException.class, () -> new HilbertCurve(32));
  }
}
