package io.omendb.server.cli.demo;

import io.omendb.server.cli.console.ProgressBar;
import io.omendb.server.cli.demo.DemoReport.IndexFigures;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.index.IndexEngineProvider;
import io.omendb.spi.index.IndexStats;
import io.omendb.spi.index.LearnedIndex;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Every index engine there is, trained on the same keys and asked for the same random ones. {@code
 * binary}, the plain binary search, is one of them.
 */
final class IndexComparison {
  private static final ValueLayout.OfLong LITTLE_ENDIAN_LONG =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

  private IndexComparison() {}

  /**
   * Compares the engines.
   *
   * @param sorted the keys, ascending
   * @param shuffled the keys to look up
   */
  static List<IndexFigures> run(long[] sorted, long[] shuffled, ProgressBar progress) {
    List<IndexFigures> figures = new ArrayList<>();
    var providers =
        EngineRegistry.get().index().all().stream()
            .filter(provider -> provider.unavailableReason().isEmpty())
            .toList();
    try (Arena arena = Arena.ofShared()) {
      MemorySegment keys = arena.allocate((long) sorted.length * Long.BYTES, Long.BYTES);
      MemorySegment.copy(sorted, 0, keys, LITTLE_ENDIAN_LONG, 0, sorted.length);
      for (IndexEngineProvider provider : providers) {
        progress.update((double) figures.size() / providers.size(), sorted.length);
        figures.add(figures(provider.create().train(keys), shuffled));
      }
    }
    return figures;
  }

  private static IndexFigures figures(LearnedIndex index, long[] shuffled) {
    double getNanos = Timing.perKey(shuffled, key -> requireFound(index, key));
    IndexStats stats = index.stats();
    return new IndexFigures(
        stats.engine(), stats.sizeInBytes(), stats.maxError(), stats.meanError(), getNanos);
  }

  private static void requireFound(LearnedIndex index, long key) {
    if (index.search(key) == LearnedIndex.NOT_FOUND) {
      throw new AssertionError("The key " + key + " was trained and is not found");
    }
  }
}
