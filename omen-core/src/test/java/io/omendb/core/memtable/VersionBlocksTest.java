package io.omendb.core.memtable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks are a sorted map of versions, for readers beside the writer too. */
class VersionBlocksTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);

  private static Entry version(long key, long seq) {
    return new Entry(key, seq, (key ^ seq) & Long.MAX_VALUE);
  }

  private static List<Entry> list(Iterator<Entry> versions) {
    List<Entry> list = new ArrayList<>();
    versions.forEachRemaining(list::add);
    return list;
  }

  private static long key(Random random, int keys) {
    int choice = random.nextInt(keys + 2);
    return choice == keys ? Long.MIN_VALUE : choice > keys ? Long.MAX_VALUE : 7L * choice;
  }

  /** From one key with very many versions to very many keys. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 100, 100_000})
  void blocks_areASortedMap(int keys) {
    Random random = new Random(SEED);
    VersionBlocks blocks = new VersionBlocks();
    NavigableMap<VersionKey, Entry> model = new TreeMap<>();
    for (int i = 0; i < 5_000; i++) {
      Entry version = version(key(random, keys), 1 + i / 3);
      Entry before = model.put(new VersionKey(version.key(), version.seq()), version);
      assertEquals(before == null, blocks.put(version));
    }
    for (int i = 0; i < 5_000; i++) {
      long key = key(random, keys) + random.nextInt(2);
      long seq = random.nextInt(1_800);
      Map.Entry<VersionKey, Entry> expected = model.ceilingEntry(new VersionKey(key, seq));
      if (expected == null || expected.getKey().key() != key) {
        assertNull(blocks.get(key, seq));
      } else {
        assertEquals(expected.getValue(), blocks.get(key, seq), "seed " + SEED);
      }
    }
    for (int i = 0; i < 100; i++) {
      long a = key(random, keys);
      long b = key(random, keys);
      long from = Math.min(a, b);
      long last = Math.max(a, b);
      NavigableMap<VersionKey, Entry> range =
          model.subMap(VersionKey.before(from), true, VersionKey.after(last), true);
      assertEquals(List.copyOf(range.values()), list(blocks.ascending(from, last)));
      assertEquals(
          List.copyOf(range.descendingMap().values()), list(blocks.descending(from, last)));
    }
  }

  @Test
  void ascendingAndDescendingInserts_areAllThere() {
    for (int step : new int[] {1, -1}) {
      VersionBlocks blocks = new VersionBlocks();
      for (int i = 0; i < 10_000; i++) {
        assertTrue(blocks.put(version((long) i * step, i + 1)));
      }
      for (int i = 0; i < 10_000; i++) {
        Entry found = blocks.get((long) i * step, i + 1);
        assertEquals(version((long) i * step, i + 1), found);
      }
      assertEquals(10_000, list(blocks.ascending(Long.MIN_VALUE, Long.MAX_VALUE)).size());
    }
  }

  /**
   * A writer adds versions of random keys; readers look up, and walk in both directions, what was
   * there when they began, and find all of it, in order.
   */
  @Test
  void readersBesideTheWriter_missNothing() throws Exception {
    int rounds = Boolean.getBoolean("omendb.test.long") ? 200 : 6;
    for (int round = 0; round < rounds; round++) {
      checkReaders(SEED + round);
    }
  }

  private static void checkReaders(long seed) throws Exception {
    int count = 60_000;
    long[] keys = new long[count + 1];
    Random random = new Random(seed);
    for (int i = 1; i <= count; i++) {
      keys[i] = random.nextInt(seed % 2 == 0 ? 300 : 1_000_000);
    }
    VersionBlocks blocks = new VersionBlocks();
    AtomicLong published = new AtomicLong();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> checks = new ArrayList<>();
      for (int reader = 0; reader < 2; reader++) {
        long own = seed * 10 + reader;
        checks.add(threads.submit(() -> read(blocks, keys, published, count, new Random(own))));
      }
      checks.add(
          threads.submit(() -> {
            try {
              for (int seq = 1; seq <= count; seq++) {
                blocks.put(version(keys[seq], seq));
                published.set(seq);
              }
            } finally {
              published.set(count); // Ends the readers, also where it has failed.
            }
          }));
      for (Future<?> check : checks) {
        check.get();
      }
    }
  }

  private static void read(
      VersionBlocks blocks, long[] keys, AtomicLong published, int count, Random random) {
    long seen = 0;
    while (seen < count) {
      seen = published.get();
      for (int i = 0; i < 200 && seen > 0; i++) {
        int seq = 1 + random.nextInt((int) seen);
        Entry found = blocks.get(keys[seq], seq);
        assertTrue(found != null && found.equals(version(keys[seq], seq)));
      }
      boolean descending = random.nextBoolean();
      long from = random.nextInt(300);
      long last = from + random.nextInt(300);
      Iterator<Entry> versions =
          descending ? blocks.descending(from, last) : blocks.ascending(from, last);
      NavigableMap<VersionKey, Long> expected = new TreeMap<>();
      for (int seq = 1; seq <= seen; seq++) {
        if (keys[seq] >= from && keys[seq] <= last) {
          expected.put(new VersionKey(keys[seq], seq), (long) seq);
        }
      }
      List<Long> found = new ArrayList<>();
      while (versions.hasNext()) {
        long seq = versions.next().seq();
        if (seq <= seen) {
          found.add(seq);
        }
      }
      assertEquals(List.copyOf((descending ? expected.descendingMap() : expected).values()), found);
    }
  }
}
