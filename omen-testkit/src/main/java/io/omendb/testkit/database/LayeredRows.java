package io.omendb.testkit.database;

import io.omendb.Collection;
import io.omendb.KeyRange;
import io.omendb.Row;
import io.omendb.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * A collection whose rows lie in several layers, the newer ones with updates and deletions of rows
 * in the older ones, beside the map that says what is live.
 */
final class LayeredRows {
  private static final int LAYERS = 4;
  private static final int OPERATIONS = 150;
  private static final int DISTINCT_KEYS = 300;

  private final Collection collection;
  private final TreeMap<Long, Row> live = new TreeMap<>();
  private final Random random;

  private LayeredRows(Collection collection, long seed) {
    this.collection = collection;
    this.random = new Random(seed);
  }

  /** Fills a new collection; the last layer stays in the memtable. */
  static LayeredRows in(DatabaseFixture fixture, long seed) {
    LayeredRows rows = new LayeredRows(fixture.create("layered", "name utf8, size int64"), seed);
    for (int layer = 0; layer < LAYERS; layer++) {
      if (layer > 0) {
        rows.collection.flush();
      }
      rows.writeLayer(layer);
    }
    return rows;
  }

  private void writeLayer(int layer) {
    WriteBatch batch = new WriteBatch();
    for (int i = 0; i < OPERATIONS; i++) {
      long key = randomKey();
      if (layer > 0 && random.nextInt(4) == 0) {
        batch.delete(key);
        live.remove(key);
      } else {
        Row row = Row.of(key).with("name", "layer " + layer).with("size", (long) i);
        batch.put(row);
        live.put(key, row);
      }
      if (random.nextInt(10) == 0) {
        collection.write(batch);
        batch = new WriteBatch();
      }
    }
    collection.write(batch);
  }

  /** Few enough to meet again, clustered and far apart, with both ends of the key space. */
  private long randomKey() {
    int choice = random.nextInt(DISTINCT_KEYS);
    return switch (choice) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      default -> choice % 3 == 0 ? (long) choice << 52 : choice - 150L;
    };
  }

  Collection collection() {
    return collection;
  }

  NavigableMap<Long, Row> live() {
    return live;
  }

  /** Keys that were written, and their neighbours. */
  long[] probes() {
    List<Long> probes = new ArrayList<>();
    for (int i = 0; i < DISTINCT_KEYS * 3; i++) {
      probes.add(randomKey());
      probes.add(randomKey() + 1);
      probes.add(random.nextLong());
    }
    return probes.stream().mapToLong(Long::longValue).toArray();
  }

  /** Ranges of every kind: all, open above, empty, at the ends, random. */
  List<KeyRange> ranges() {
    List<KeyRange> ranges = new ArrayList<>();
    ranges.add(KeyRange.ALL);
    ranges.add(KeyRange.of(Long.MIN_VALUE, Long.MIN_VALUE));
    ranges.add(KeyRange.of(Long.MIN_VALUE, Long.MIN_VALUE + 1));
    ranges.add(KeyRange.of(Long.MIN_VALUE, Long.MAX_VALUE));
    ranges.add(KeyRange.of(Long.MAX_VALUE, Long.MAX_VALUE));
    ranges.add(KeyRange.between(Long.MAX_VALUE, null));
    ranges.add(KeyRange.of(0, 0));
    for (int i = 0; i < 40; i++) {
      long a = randomKey();
      long b = randomKey();
      ranges.add(KeyRange.of(Math.min(a, b), Math.max(a, b)));
      ranges.add(KeyRange.between(a, null));
      ranges.add(KeyRange.between(null, b));
    }
    return ranges;
  }

  /** The rows of a range, in key order. */
  static NavigableMap<Long, Row> within(NavigableMap<Long, Row> rows, KeyRange keys) {
    if (keys.isEmpty()) {
      return new TreeMap<>();
    }
    Long to = keys.to();
    return to == null ? rows.tailMap(keys.from(), true) : rows.subMap(keys.from(), true, to, false);
  }
}
