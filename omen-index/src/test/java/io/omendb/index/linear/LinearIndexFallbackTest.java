package io.omendb.index.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.index.model.ErrorProfile;
import io.omendb.index.model.KeyScale;
import io.omendb.index.model.LineFitter;
import io.omendb.index.model.LineTable;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.testkit.index.IndexOracle;
import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import io.omendb.testkit.keys.Probes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plants models that are wrong and sees that answers stay right and the detour is counted. */
final class LinearIndexFallbackTest {
  private static final int KEYS = 20_000;
  private static final long SEED = 42;

  /** A line through other keys, which knows nothing of these. */
  private static LearnedIndex indexWithModelOf(long[] modelled, long[] keys) {
    SortedKeys others = SortedKeys.of(KeySegments.onHeap(modelled));
    LineTable line = new LineTable(1);
    new LineFitter(others, KeyScale.of(others)).fit(line, 0, 0, others.size());
    return new LinearIndex(
        SortedKeys.of(KeySegments.onHeap(keys)), line, new ErrorProfile(1, 0, List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void answers_areExactWithAModelThatIsWrong(DataSet dataSet) {
    long[] keys = dataSet.generate(KEYS, SEED);
    IndexOracle oracle = new IndexOracle(dataSet.name(), keys, SEED);
    // Dense keys make a steep line that points behind every window, equal keys one that is flat.
    for (DataSet modelled : List.of(DataSet.SEQUENTIAL, DataSet.ALL_EQUAL)) {
      LearnedIndex index = indexWithModelOf(modelled.generate(100, SEED), keys);
      for (int i = 0; i < keys.length; i += 7) {
        assertEquals(oracle.lowerBound(keys[i]), index.search(keys[i]), dataSet::name);
      }
      for (long probe : Probes.absent(keys, 1_000, SEED)) {
        assertEquals(oracle.lowerBound(probe), index.lowerBound(probe), dataSet::name);
        assertEquals(LearnedIndex.NOT_FOUND, index.search(probe), dataSet::name);
      }
    }
  }

  @Test
  void fallbacks_areCountedOneByOne() {
    long[] keys = DataSet.SEQUENTIAL.generate(KEYS, SEED);
    LearnedIndex index = indexWithModelOf(new long[] {keys[0]}, keys);
    assertEquals(0, index.stats().fallbacks());
    index.search(keys[0]);
    assertEquals(0, index.stats().fallbacks());
    index.search(keys[KEYS - 1]);
    assertEquals(1, index.stats().fallbacks());
    index.lowerBound(keys[KEYS / 2]);
    assertEquals(2, index.stats().fallbacks());
    int[] positions = new int[3];
    index.searchBatch(new long[] {keys[0], keys[9_000], keys[10_000]}, positions);
    assertEquals(4, index.stats().fallbacks());
    assertTrue(positions[1] == 9_000 && positions[2] == 10_000);
  }
}
