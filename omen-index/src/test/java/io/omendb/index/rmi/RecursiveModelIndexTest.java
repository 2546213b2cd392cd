package io.omendb.index.rmi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.index.linear.LinearIndexProvider;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.LearnedIndex;
import io.omendb.testkit.keys.DataSet;
import io.omendb.testkit.keys.KeySegments;
import io.omendb.testkit.keys.Probes;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RecursiveModelIndexTest {
  private static final IndexEngine ENGINE = new RecursiveModelIndexProvider().create();

  /** Bounds the model: more leaves than fit a cache would make every lookup a miss slower. */
  @Test
  void train_manyKeysKeepTheModelSmall() {
    LearnedIndex index = ENGINE.train(KeySegments.onHeap(new long[4_000_000]));
    assertTrue(index.sizeInBytes() <= (1 << 20) + 64, () -> index.sizeInBytes() + " bytes");
  }

  /** The root over the logarithm is there for skewed keys: a linear one would not divide them. */
  @Test
  void train_skewedKeysAreDivided() {
    long[] keys = DataSet.LOGNORMAL.generate(200_000, 1);
    double meanError = ENGINE.train(KeySegments.onHeap(keys)).stats().meanError();
    assertTrue(meanError < 16, () -> "mean error " + meanError);
  }

  /** Windows are made for absent keys too, where no key is repeated. */
  @ParameterizedTest
  @EnumSource(names = {"UNIFORM", "WITH_HOLES", "CLUSTERED", "LOGNORMAL", "EXTREMES"})
  void lowerBound_absentKeysRarelyFallBack(DataSet dataSet) {
    long[] keys = dataSet.generate(100_000, 2);
    LearnedIndex index = ENGINE.train(KeySegments.onHeap(keys));
    long[] probes = Probes.absent(keys, 10_000, 3);
    for (long probe : probes) {
      index.lowerBound(probe);
    }
    long fallbacks = index.stats().fallbacks();
    assertTrue(fallbacks * 100 <= probes.length, () -> fallbacks + " of " + probes.length);
  }

  /** A model that no trainer makes, under a checksum that is right: refused, or at least exact. */
  @Test
  void load_impossibleModel_isRefusedOrExact() {
    long[] keys = DataSet.UNIFORM.generate(1_000, 4);
    MemorySegment segment = KeySegments.onHeap(keys);
    byte[] bytes = ENGINE.train(segment).toBytes();
    int refused = 0;
    int modelOffset = 56;
    for (int at = modelOffset; at < bytes.length - 4; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) 0xFF;
      LearnedIndex index;
      try {
        index = ENGINE.load(withChecksum(changed), segment);
      } catch (OmenException e) {
        assertEquals(ErrorCode.CORRUPTION, e.code());
        refused++;
        continue;
      }
      for (int i = 0; i < keys.length; i++) {
        assertEquals(i, index.search(keys[i]), "byte " + at);
        index.predict(keys[i]);
      }
    }
    assertTrue(refused > 100, refused + " refused");
  }

  private static byte[] withChecksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length - 4);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bytes.length - 4, (int) checksum.getValue());
    return bytes;
  }

  @Test
  void load_indexOfAnotherEngine_isUnsupported() {
    MemorySegment keys = KeySegments.onHeap(new long[] {1, 2});
    byte[] bytes = new LinearIndexProvider().create().train(keys).toBytes();
    OmenException e = assertThrows(OmenException.class, () -> ENGINE.load(bytes, keys));
    assertEquals(ErrorCode.UNSUPPORTED_FORMAT, e.code());
  }
}
