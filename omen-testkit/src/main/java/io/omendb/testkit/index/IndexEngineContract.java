package io.omendb.testkit.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexStats;
import io.omendb.spi.index.IndexedRun;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link IndexEngine} must do, whatever its model. The seed is 42 or the system property
 * {@code omendb.test.seed}; {@code omendb.test.long} makes the data sets larger.
 */
public abstract class IndexEngineContract {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);
  private static final int KEYS = Boolean.getBoolean("omendb.test.long") ? 2_000_000 : 20_000;
  private static final int SMALL = 40;

  /** The engine under test. */
  protected abstract IndexEngine engine();

  private static String name(DataSet dataSet, int count) {
    return dataSet + " of " + count + " keys, seed " + SEED;
  }

  private static IndexOracle oracle(DataSet dataSet, long[] keys) {
    return new IndexOracle(name(dataSet, keys.length), keys, SEED);
  }

  private LearnedIndex train(long[] keys) {
    return engine().train(KeySegments.onHeap(keys));
  }

  @ParameterizedTest
  @EnumSource
  void answers_areExact(DataSet dataSet) {
    long[] keys = dataSet.generate(KEYS, SEED);
    oracle(dataSet, keys).check(train(keys), KEYS / 4);
  }

  @ParameterizedTest
  @EnumSource
  void answers_areExactForFewKeys(DataSet dataSet) {
    for (int count = 0; count <= SMALL; count++) {
      long[] keys = dataSet.generate(count, SEED + count);
      LearnedIndex index = train(keys);
      oracle(dataSet, keys).check(index, 50);
      oracle(dataSet, keys).check(engine().load(index.toBytes(), KeySegments.onHeap(keys)), 50);
    }
  }

  @Test
  void answers_areExactAroundEveryGap() {
    for (long gap = 1; gap > 0; gap <<= 1) {
      long[] keys = {Long.MIN_VALUE, Long.MIN_VALUE + gap, -gap, -1, 0, gap, Long.MAX_VALUE};
      Arrays.sort(keys);
      new IndexOracle("gap " + gap, keys, SEED).check(train(keys), 200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void load_givesTheSameIndex(DataSet dataSet) {
    long[] keys = dataSet.generate(KEYS, SEED);
    LearnedIndex trained = train(keys);
    byte[] bytes = trained.toBytes();
    LearnedIndex loaded = engine().load(bytes, KeySegments.onHeap(keys));
    assertEquals(withoutFallbacks(trained), withoutFallbacks(loaded));
    assertArrayEquals(bytes, loaded.toBytes());
    for (long key : keys) {
      assertEquals(trained.predict(key), loaded.predict(key), () -> name(dataSet, KEYS));
    }
    oracle(dataSet, keys).check(loaded, KEYS / 4);
  }

  /** A trained model that is put over other keys is a bad model: still no answer may be wrong. */
  @ParameterizedTest
  @EnumSource
  void load_overOtherKeys_isRefusedOrExact(DataSet dataSet) {
    byte[] bytes = train(dataSet.generate(1_000, SEED)).toBytes();
    long[] others = dataSet.generate(1_000, SEED);
    for (int i = 1; i < others.length - 1; i++) {
      others[i] = i < 900 ? others[0] : others[others.length - 1];
    }
    LearnedIndex loaded;
    try {
      loaded = engine().load(bytes, KeySegments.onHeap(others));
    } catch (CorruptionException refused) {
      return;
    }
    IndexOracle oracle = oracle(dataSet, others);
    for (int probe = -2; probe <= 2; probe++) {
      for (long end : new long[] {others[0], others[others.length - 1]}) {
        assertEquals(oracle.lowerBound(end + probe), loaded.lowerBound(end + probe));
      }
    }
  }

  @Test
  void load_otherNumberOfKeys_isCorruption() {
    long[] keys = DataSet.UNIFORM.generate(1_000, SEED);
    byte[] bytes = train(keys).toBytes();
    for (int count : new int[] {0, 1, 999, 1_001}) {
      MemorySegment other = KeySegments.onHeap(DataSet.UNIFORM.generate(count, SEED));
      assertThrows(CorruptionException.class, () -> engine().load(bytes, other));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UNIFORM", "SEQUENTIAL", "EXTREMES"})
  void load_everyDamagedByte_isRefused(DataSet dataSet) {
    long[] keys = dataSet.generate(300, SEED);
    byte[] bytes = train(keys).toBytes();
    for (int i = 0; i < bytes.length; i++) {
      for (int mask : new int[] {0x01, 0x80, 0xFF}) {
        byte[] damaged = bytes.clone();
        damaged[i] ^= (byte) mask;
        assertRefused(damaged, keys, "byte " + i + " xor " + mask);
      }
    }
  }

  @Test
  void load_everyOtherLength_isRefused() {
    long[] keys = DataSet.UNIFORM.generate(300, SEED);
    byte[] bytes = train(keys).toBytes();
    for (int length = 0; length < bytes.length + 9; length++) {
      if (length != bytes.length) {
        assertRefused(Arrays.copyOf(bytes, length), keys, "length " + length);
      }
    }
  }

  private void assertRefused(byte[] damaged, long[] keys, String what) {
    try {
      engine().load(damaged, KeySegments.onHeap(keys));
    } catch (OmenException e) {
      boolean expected =
          e.code() == ErrorCode.CORRUPTION
              ? e instanceof CorruptionException
              : e.code() == ErrorCode.UNSUPPORTED_FORMAT;
      assertTrue(expected, () -> what + ": " + e);
      return;
    }
    fail(what + " was accepted, seed " + SEED);
  }

  /** The keys without duplicates, cut at random places into runs, some of them of one key. */
  @ParameterizedTest
  @EnumSource
  void join_findsEveryKeyInItsRun(DataSet dataSet) {
    long[] keys = Arrays.stream(dataSet.generate(KEYS, SEED)).distinct().toArray();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int pieces : new int[] {1, 2, 7, 40}) {
      TreeSet<Integer> cuts = new TreeSet<>(Set.of(0, keys.length));
      for (int i = 1; i < pieces; i++) {
        int cut = random.nextInt(keys.length);
        cuts.add(cut);
        cuts.add(Math.min(cut + 1, keys.length));
      }
      int[] starts = cuts.stream().mapToInt(Integer::intValue).toArray();
      List<IndexedRun> runs = new ArrayList<>();
      for (int run = 0; run + 1 < starts.length; run++) {
        MemorySegment part =
            KeySegments.onHeap(Arrays.copyOfRange(keys, starts[run], starts[run + 1]));
        runs.add(new IndexedRun(part, engine().train(part)));
      }
      new LevelOracle(name(dataSet, keys.length), keys, starts, SEED)
          .check(engine().join(runs), KEYS / 4);
    }
  }

  @Test
  void train_descendingKeys_isRefused() {
    for (int at : new int[] {1, 500, 999}) {
      long[] keys = DataSet.SEQUENTIAL.generate(1_000, SEED);
      keys[at] = keys[at - 1] - 1;
      OmenException e = assertThrows(OmenException.class, () -> train(keys));
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    }
  }

  @Test
  void train_partOfAKey_isRefused() {
    MemorySegment bytes = MemorySegment.ofArray(new byte[20]);
    OmenException e = assertThrows(OmenException.class, () -> engine().train(bytes));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
  }

  @Test
  void searchBatch_tooFewPositions_isRefused() {
    LearnedIndex index = train(DataSet.UNIFORM.generate(100, SEED));
    OmenException e =
        assertThrows(OmenException.class, () -> index.searchBatch(new long[5], new int[4]));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
  }

  @Test
  void answers_areExactWhereverTheKeysLie(@TempDir Path directory) throws IOException {
    long[] keys = DataSet.CLUSTERED.generate(3_000, SEED);
    try (Arena arena = Arena.ofShared()) {
      List<MemorySegment> places =
          List.of(
              KeySegments.onHeap(keys),
              KeySegments.unaligned(keys),
              KeySegments.offHeap(arena, keys),
              KeySegments.mapped(arena, directory.resolve("keys"), keys));
      byte[] bytes = engine().train(places.getFirst()).toBytes();
      for (MemorySegment place : places) {
        LearnedIndex index = engine().train(place);
        assertArrayEquals(bytes, index.toBytes(), place::toString);
        new IndexOracle("keys in " + place, keys, SEED).check(index, 500);
      }
    }
  }

  @Test
  void index_isSafeForConcurrentReaders() throws InterruptedException, ExecutionException {
    long[] keys = DataSet.LOGNORMAL.generate(5_000, SEED);
    LearnedIndex index = train(keys);
    try (ExecutorService readers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> checks = new ArrayList<>();
      for (int reader = 0; reader < 4; reader++) {
        IndexOracle oracle = new IndexOracle("reader " + reader, keys, SEED + reader);
        checks.add(
            readers.submit(() -> {
              int[] positions = new int[keys.length];
              index.searchBatch(keys, positions);
              for (int i = 0; i < keys.length; i++) {
                assertEquals(oracle.lowerBound(keys[i]), positions[i]);
              }
            }));
      }
      for (Future<?> check : checks) {
        check.get();
      }
    }
  }

  @Test
  void stats_nameTheEngine() {
    assertEquals(engine().name(), train(new long[] {1, 2, 3}).stats().engine());
  }

  private static IndexStats withoutFallbacks(LearnedIndex index) {
    return index.stats().withFallbacks(0);
  }
}
