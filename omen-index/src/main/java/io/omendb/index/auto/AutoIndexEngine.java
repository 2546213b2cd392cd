package io.omendb.index.auto;

import io.omendb.index.btree.StaticTreeEngine;
import io.omendb.index.btree.TreeLevelIndex;
import io.omendb.index.format.IndexReader;
import io.omendb.index.linear.LinearIndexEngine;
import io.omendb.index.pgm.PgmIndexEngine;
import io.omendb.index.pieces.FlatLevelIndex;
import io.omendb.index.search.SortedKeys;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexSettings;
import io.omendb.spi.index.IndexedRun;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.spi.index.LevelIndex;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;

/**
 * Chooses for each set of keys. Evenly spaced keys need no measuring: {@code linear} computes their
 * positions. Otherwise {@code pgm} and {@code btree} are both trained, which is cheap, and raced.
 */
final class AutoIndexEngine implements IndexEngine {
  static final String NAME = "auto";

  /** Fewer keys than this are in the cache whenever they are used much. */
  private static final int RACED_KEYS = 4_096;

  private final LinearIndexEngine linear = new LinearIndexEngine();
  private final StaticTreeEngine btree = new StaticTreeEngine();
  private final PgmIndexEngine pgm;

  AutoIndexEngine(IndexSettings settings) {
    this.pgm = new PgmIndexEngine(settings);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public LearnedIndex train(MemorySegment keys) {
    SortedKeys sorted = SortedKeys.of(keys).requireAscending();
    if (LinearIndexEngine.isExact(sorted)) {
      return new AutoIndex(
          sorted, linear.train(sorted), "the keys are evenly spaced: positions are computed");
    }
    if (sorted.size() < RACED_KEYS) {
      return new AutoIndex(
          sorted, btree.train(sorted), "fewer than " + RACED_KEYS + " keys are not worth a model");
    }
    AutoIndex model = new AutoIndex(sorted, pgm.train(sorted), "");
    AutoIndex tree = new AutoIndex(sorted, btree.train(sorted), "");
    List<Race.Times> times = Race.run(sorted, List.of(model, tree));
    boolean modelWins = times.get(0).sum() <= times.get(1).sum();
    Race.Times won = times.get(modelWins ? 0 : 1);
    Race.Times lost = times.get(modelWins ? 1 : 0);
    String reason =
        String.format(
            Locale.ROOT,
            "%s takes %.1f ns a lookup and %.1f in a batch, %s %.1f and %.1f",
            modelWins ? PgmIndexEngine.NAME : StaticTreeEngine.NAME,
            won.single(),
            won.batch(),
            modelWins ? StaticTreeEngine.NAME : PgmIndexEngine.NAME,
            lost.single(),
            lost.batch());
    return new AutoIndex(sorted, (modelWins ? model : tree).chosen(), reason);
  }

  @Override
  public LearnedIndex load(byte[] bytes, MemorySegment keys) {
    SortedKeys sorted = SortedKeys.of(keys);
    IndexReader in = new IndexReader(bytes, NAME, sorted);
    String chosen = in.getString("chosen engine");
    String reason = in.getString("reason");
    byte[] index = in.getBytes("chosen index");
    in.finish();
    IndexEngine engine =
        switch (chosen) {
          case LinearIndexEngine.NAME -> linear;
          case PgmIndexEngine.NAME -> pgm;
          case StaticTreeEngine.NAME -> btree;
          default -> throw in.corrupt("the chosen engine is none of mine: '" + chosen + "'");
        };
    return new AutoIndex(sorted, engine.load(index, keys), reason);
  }

  @Override
  public LevelIndex join(List<IndexedRun> runs) {
    List<IndexedRun> chosen =
        runs.stream()
            .map(run -> new IndexedRun(run.keys(), ((AutoIndex) run.index()).chosen()))
            .toList();
    return FlatLevelIndex.of(chosen)
        .or(() -> TreeLevelIndex.of(chosen))
        .orElseGet(() -> IndexEngine.super.join(chosen));
  }
}
