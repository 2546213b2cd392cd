package io.omendb.benchmarks.advise;

import io.omendb.benchmarks.advise.Advice.Candidate;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.Providers;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexEngineProvider;
import io.omendb.spi.index.IndexStats;
import io.omendb.testkit.keys.KeySegments;
import io.omendb.testkit.keys.Probes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Trains and measures the candidates over a user's keys. Rounds of all candidates take turns, so
 * that a slow moment of the machine falls on each of them, and each round seeks keys of its own.
 */
public final class Advisor {
  private static final int WARM_UP_ROUNDS = 3;
  private static final int ROUNDS = 9;
  private static final int PROBES = 100_000;
  private static final long SEED = 45;

  /** Few keys are trained this often, many once. */
  private static final int TRAININGS = 3;

  private static final int MANY_KEYS = 5_000_000;

  private Advisor() {}

  /**
   * Advises on keys.
   *
   * @param keys ascending, at least one
   */
  public static Advice on(long[] keys) {
    Providers<IndexEngineProvider> engines = EngineRegistry.get().index();
    List<String> names = new ArrayList<>(engines.availableNames());
    boolean choosing = names.remove(Providers.AUTO);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment segment = KeySegments.offHeap(arena, keys);
      List<CandidateRun> runs = new ArrayList<>();
      for (String name : names) {
        runs.add(new CandidateRun(name, engines.select(name).create(), segment));
      }
      measure(runs, keys);
      List<Candidate> candidates =
          runs.stream()
              .map(run -> run.candidate(PROBES))
              .sorted(Comparator.comparingDouble(Candidate::hitNanos))
              .toList();
      String fastest = candidates.getFirst().engine();
      IndexEngine auto = engines.select(Providers.AUTO).create();
      if (!choosing) {
        return new Advice(
            candidates,
            auto.name(),
            "no engine measures and chooses here, so auto is the one of highest priority",
            fastest);
      }
      IndexStats stats = auto.train(segment).stats();
      return new Advice(candidates, stats.chosen(), stats.reason(), fastest);
    }
  }

  private static void measure(List<CandidateRun> runs, long[] keys) {
    for (int i = 0; i < (keys.length < MANY_KEYS ? TRAININGS : 1); i++) {
      runs.forEach(CandidateRun::train);
    }
    for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
      long[] probes = Probes.present(keys, PROBES, SEED + round);
      boolean counts = round >= WARM_UP_ROUNDS;
      runs.forEach(run -> run.look(probes, counts));
    }
  }
}
