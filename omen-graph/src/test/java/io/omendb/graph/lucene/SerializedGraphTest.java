package io.omendb.graph.lucene;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.Metric;
import io.omendb.OmenException;
import io.omendb.spi.vector.BuildMonitor;
import io.omendb.spi.vector.GraphQuery;
import io.omendb.spi.vector.VectorGraph;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, they are refused, or searched to an end with rows of the segment. */
class SerializedGraphTest {
  private static final long SEED = 20261122;
  private static final int COUNT = 400;

  private final LuceneEngine engine = new LuceneEngine();
  private final Rows rows = new Rows(Rows.Data.RANDOM, Metric.L2, COUNT, 8, SEED);
  private final byte[] intact = build();

  private byte[] build() {
    long[] all = new long[COUNT / 64 + 1];
    Arrays.fill(all, -1);
    try (Arena arena = Arena.ofConfined()) {
      return engine.build(rows.rows, all, BuildMonitor.NONE, arena).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private VectorGraph open(byte[] bytes) {
    return engine.open(MemorySegment.ofArray(bytes), COUNT);
  }

  @Test
  void open_refusesOtherRowsAndVersionsAndLengths() {
    assertEquals(COUNT, open(intact).size());
    assertThrows(
        CorruptionException.class, () -> engine.open(MemorySegment.ofArray(intact), COUNT + 1));
    for (int length : new int[] {0, 3, 27, 28, 100, intact.length - 4, intact.length + 4}) {
      assertThrows(
          CorruptionException.class, () -> open(Arrays.copyOf(intact, length)), length + " bytes");
    }
    byte[] newer = intact.clone();
    newer[GraphDescriptor.VERSION_AT] = 2;
    assertEquals(
        ErrorCode.UNSUPPORTED_FORMAT, assertThrows(OmenException.class, () -> open(newer)).code());
  }

  @Test
  void damagedBytes_areRefused_orSearchedToAnEnd() {
    SplittableRandom random = new SplittableRandom(SEED);
    int refused = 0;
    int searched = 0;
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = intact.clone();
      int from = random.nextBoolean() ? 0 : random.nextInt(bytes.length);
      int damaged = 1 + random.nextInt(random.nextBoolean() ? 3 : 400);
      for (int i = 0; i < damaged; i++) {
        int at = Math.min(bytes.length - 1, from + random.nextInt(40 + 4 * damaged));
        // Often a small number at the start of an int, which may pass for a row.
        bytes[random.nextBoolean() ? at & ~3 : at] = (byte) random.nextInt(256);
      }
      String what = "round " + round + ", seed " + SEED;
      if (searches(bytes, what)) {
        searched++;
      } else {
        refused++;
      }
    }
    assertTrue(refused > 100 && searched > 100, refused + " refused, " + searched + " searched");
  }

  private boolean searches(byte[] bytes, String what) {
    VectorGraph graph;
    try {
      graph = open(bytes);
    } catch (CorruptionException e) {
      return false;
    } catch (OmenException e) {
      assertEquals(ErrorCode.UNSUPPORTED_FORMAT, e.code(), what);
      return false;
    }
    int[] found = new int[30];
    int count =
        assertTimeoutPreemptively(
            ofSeconds(20),
            () -> graph.search(rows.rows, GraphQuery.of(rows.vector(), 30), found).count(),
            what);
    for (int i = 0; i < count; i++) {
      assertTrue(found[i] >= 0 && found[i] < COUNT, what);
    }
    return true;
  }
}
