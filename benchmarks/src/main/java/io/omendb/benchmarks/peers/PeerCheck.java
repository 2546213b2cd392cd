package io.omendb.benchmarks.peers;

import io.omendb.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares a store with a {@code TreeMap} through every operation that is measured: loaded, written
 * to in each way, flushed and, where it keeps its rows, opened again. A store that fails is not
 * measured.
 */
public final class PeerCheck {
  private static final int ROWS = 2_000;
  private static final int MAX_VALUE_BYTES = 300;
  private static final int GET_KEYS = 100;

  private final Function<PeerSetup, Peer> opener;
  private final boolean durable;
  private final PeerSetup setup;
  private final long seed;
  private final SplittableRandom random;
  private final TreeMap<Long, byte[]> oracle = new TreeMap<>();

  private PeerCheck(Function<PeerSetup, Peer> opener, boolean durable, Path directory, long seed) {
    this.opener = opener;
    this.durable = durable;
    this.setup = new PeerSetup(directory, 2 * ROWS, MAX_VALUE_BYTES);
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Checks a store; one whose rows do not outlive the process is not opened again.
   *
   * @throws PeerException naming the operation, the key and the seed
   */
  public static void run(PeerSystem system, Path directory, long seed) {
    run(system::open, system.isDurable(), directory, seed);
  }

  /**
   * Checks a store that keeps its rows.
   *
   * @param opener opens it in the directory of a setup, which is there
   * @param directory where it may write; removed by whoever calls
   * @throws PeerException naming the operation, the key and the seed
   */
  public static void run(Function<PeerSetup, Peer> opener, Path directory, long seed) {
    run(opener, true, directory, seed);
  }

  private static void run(
      Function<PeerSetup, Peer> opener, boolean durable, Path directory, long seed) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new PeerException("Cannot make " + directory, e);
    }
    new PeerCheck(opener, durable, directory, seed).run();
  }

  private void run() {
    try (Peer peer = opener.apply(setup)) {
      load(peer);
      compare(peer, "bulk_load");
      for (Durability durability : Durability.values()) {
        peer.prepareWrites(durability);
        put(peer);
        compare(peer, "put " + durability);
        write(peer);
        compare(peer, "batch " + durability);
      }
      peer.flush();
      compare(peer, "flush");
    }
    for (int i = 1; durable && i <= 2; i++) {
      try (Peer peer = opener.apply(setup)) {
        compare(peer, "open " + i);
      }
    }
  }

  private void load(Peer peer) {
    RowValues values = RowValues.of(setup.valueBytes(), seed);
    long[] keys =
        LongStream.concat(
                LongStream.of(Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE),
                LongStream.generate(this::randomKey).limit(ROWS))
            .sorted()
            .distinct()
            .toArray();
    peer.bulkLoad(new SortedRows(keys, values));
    for (long key : keys) {
      oracle.put(key, values.of(key));
    }
  }

  /** Every other one near others, so that scans and lookups meet neighbours. */
  private long randomKey() {
    return random.nextBoolean() ? random.nextLong() : random.nextLong(-5_000, 5_000);
  }

  private byte[] randomValue() {
    byte[] value = new byte[random.nextInt(1, MAX_VALUE_BYTES)];
    random.nextBytes(value);
    return value;
  }

  /** One of the keys there are, or a random one. */
  private long anyKey() {
    return random.nextBoolean() ? presentKey() : randomKey();
  }

  private long presentKey() {
    Long floor = oracle.floorKey(randomKey());
    return floor == null ? oracle.firstKey() : floor;
  }

  private void put(Peer peer) {
    for (int i = 0; i < 20; i++) {
      long key = anyKey();
      byte[] value = randomValue();
      peer.put(key, value);
      oracle.put(key, value);
    }
  }

  private void write(Peer peer) {
    for (int i = 0; i < 3; i++) {
      long[] keys = distinctKeys(200);
      byte[][] values = new byte[keys.length][];
      Arrays.setAll(values, row -> randomValue());
      peer.write(keys, values);
      for (int row = 0; row < keys.length; row++) {
        oracle.put(keys[row], values[row]);
      }
    }
  }

  private long[] distinctKeys(int count) {
    return LongStream.generate(this::anyKey).limit(count).distinct().toArray();
  }

  private void compare(Peer peer, String after) {
    oracle.forEach((key, value) -> same(after + ", get", key, value, peer.get(key)));
    for (int i = 0; i < ROWS; i++) {
      long key = randomKey();
      same(after + ", get", key, oracle.get(key), peer.get(key));
    }
    for (int i = 0; i < 20; i++) {
      compareGetAll(peer, after + ", multi_get", distinctKeys(random.nextInt(1, 2 * GET_KEYS)));
    }
    compareScan(peer, after + ", scan", Long.MIN_VALUE, Long.MAX_VALUE);
    for (int i = 0; i < 20; i++) {
      compareScan(peer, after + ", scan", anyKey(), random.nextInt(1, ROWS));
    }
  }

  private void compareGetAll(Peer peer, String operation, long[] keys) {
    Map<Long, byte[]> found = new TreeMap<>();
    peer.getAll(
        keys,
        (key, value) -> {
          if (found.put(key, value) != null) {
            throw wrong(operation, key, "comes twice");
          }
        });
    for (long key : keys) {
      same(operation, key, oracle.get(key), found.remove(key));
    }
    if (!found.isEmpty()) {
      throw wrong(operation, found.keySet().iterator().next(), "was not asked for");
    }
  }

  private void compareScan(Peer peer, String operation, long from, long limit) {
    Map<Long, byte[]> expected = new TreeMap<>();
    oracle.tailMap(from, true).entrySet().stream()
        .limit(limit)
        .forEach(row -> expected.put(row.getKey(), row.getValue()));
    long[] last = {from};
    peer.scan(
        from,
        limit,
        (key, value) -> {
          if (key < last[0]) {
            throw wrong(operation, key, "comes after " + last[0]);
          }
          last[0] = key;
          same(operation, key, expected.remove(key), value);
        });
    if (!expected.isEmpty()) {
      throw wrong(operation, expected.keySet().iterator().next(), "is left out");
    }
  }

  private void same(String operation, long key, byte @Nullable [] expected, byte @Nullable [] got) {
    if (!Arrays.equals(expected, got)) {
      throw wrong(operation, key, "is " + text(got) + " and not " + text(expected));
    }
  }

  private static String text(byte @Nullable [] value) {
    return value == null ? "absent" : "0x" + HexFormat.of().formatHex(value);
  }

  private PeerException wrong(String operation, long key, String what) {
    return new PeerException(operation + ": key " + key + " " + what + " (seed " + seed + ")");
  }
}
