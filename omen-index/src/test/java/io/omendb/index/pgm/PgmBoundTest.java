package io.omendb.index.pgm;

import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.index.pieces.PieceIndex;
import io.omendb.index.search.KeyWindow;
import io.omendb.spi.index.IndexSettings;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bound that gives the index its name: no key is further from its prediction than epsilon. The
 * first of equal keys is meant, so it holds for keys of which no two are equal.
 */
final class PgmBoundTest {
  private static final long SEED = 42;

  @ParameterizedTest
  @EnumSource
  void maxError_isAtMostEpsilon(DataSet dataSet) {
    long[] keys = Arrays.stream(dataSet.generate(100_000, SEED)).distinct().toArray();
    for (int epsilon : new int[] {1, 3, KeyWindow.MAX_ERROR, 100}) {
      LearnedIndex index =
          new PgmIndexProvider().create(new IndexSettings(epsilon)).train(KeySegments.onHeap(keys));
      assertTrue(
          index.maxError() <= epsilon,
          () -> dataSet + ", epsilon " + epsilon + ", error " + index.maxError());
    }
  }

  private static String locator(DataSet dataSet, int epsilon) {
    LearnedIndex index =
        new PgmIndexProvider()
            .create(new IndexSettings(epsilon))
            .train(KeySegments.onHeap(dataSet.generate(100_000, SEED)));
    return ((PieceIndex) index).pieces().orElseThrow().locatorName();
  }

  @Test
  void piecesAreFound_byTheWayThatPartsThemBest() {
    assertLinesMatch(
        List.of(
            "a table of \\d+ buckets",
            "a table of \\d+ logarithmic buckets",
            "a model of \\d+ pieces and a table of \\d+ buckets"),
        List.of(
            locator(DataSet.UNIFORM, KeyWindow.MAX_ERROR),
            locator(DataSet.LOGNORMAL, KeyWindow.MAX_ERROR),
            locator(DataSet.EPOCH_NANOS, 1)));
  }
}
