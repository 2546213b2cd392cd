package io.omendb.index.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.testkit.index.IndexOracle;
import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import io.omendb.testkit.keys.Probes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A stored index whose bytes have been changed and whose checksum is right again: what no disk
 * does, so the checks behind the checksum are on their own. It must be refused, or answer exactly.
 */
final class ForgedIndex {
  private static final long SEED = 42;
  private static final List<DataSet> DATA_SETS =
      List.of(
          DataSet.UNIFORM,
          DataSet.SEQUENTIAL,
          DataSet.CLUSTERED,
          DataSet.DUPLICATES,
          DataSet.EXTREMES);

  private final String name;
  private final IndexEngine engine;
  private final long[] keys;
  private final byte[] bytes;

  /** An honest index of one of the engines over one of the data sets, chosen by any number. */
  ForgedIndex(int choice) {
    List<String> engines = EngineRegistry.get().index().availableNames();
    String engineName = engines.get(Math.floorMod(choice, engines.size()));
    DataSet dataSet =
        DATA_SETS.get(Math.floorMod(Math.floorDiv(choice, engines.size()), DATA_SETS.size()));
    this.name = engineName + " over " + dataSet;
    this.engine = EngineRegistry.get().index().select(engineName).create();
    this.keys = dataSet.generate(300, SEED);
    this.bytes = engine.train(KeySegments.onHeap(keys)).toBytes();
  }

  int length() {
    return bytes.length - IndexDescriptor.CHECKSUM_BYTES;
  }

  void set(int offset, byte value) {
    bytes[offset] = value;
  }

  /** Loads the index and asks it for every key and for some that are absent. */
  void check() {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length());
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(length(), (int) checksum.getValue());
    LearnedIndex loaded;
    try {
      loaded = engine.load(bytes, KeySegments.onHeap(keys));
    } catch (OmenException refused) {
      boolean expected =
          refused.code() == ErrorCode.CORRUPTION || refused.code() == ErrorCode.UNSUPPORTED_FORMAT;
      if (!expected) {
        throw refused;
      }
      return;
    }
    IndexOracle oracle = new IndexOracle(name, keys, SEED);
    for (long key : keys) {
      check(oracle, loaded, key);
    }
    for (long key : Probes.absent(keys, 50, SEED)) {
      check(oracle, loaded, key);
    }
    int[] positions = new int[keys.length];
    loaded.searchBatch(keys, positions);
    for (int i = 0; i < keys.length; i++) {
      assertEquals(oracle.lowerBound(keys[i]), positions[i], name);
    }
  }

  private void check(IndexOracle oracle, LearnedIndex loaded, long key) {
    int expected = oracle.lowerBound(key);
    boolean present = expected < keys.length && keys[expected] == key;
    assertEquals(expected, loaded.lowerBound(key), name);
    assertEquals(present ? expected : LearnedIndex.NOT_FOUND, loaded.search(key), name);
    loaded.predict(key);
  }
}
