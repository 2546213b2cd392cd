package io.omendb.storage.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree against a sorted map, its balance, and that old trees do not change. */
final class PersistentTreeTest {
  private static byte[] key(int n) {
    return ByteBuffer.allocate(4).putInt(n).array();
  }

  /** Checks order and balance and returns the number of entries. */
  private static int check(
      @Nullable PersistentTree tree, byte @Nullable [] low, byte @Nullable [] high) {
    if (tree == null) {
      return 0;
    }
    assertTrue(low == null || Arrays.compareUnsigned(low, tree.key()) < 0);
    assertTrue(high == null || Arrays.compareUnsigned(tree.key(), high) < 0);
    int left = tree.left() == null ? 0 : tree.left().height();
    int right = tree.right() == null ? 0 : tree.right().height();
    assertTrue(Math.abs(left - right) <= 1, "balance");
    assertEquals(1 + Math.max(left, right), tree.height());
    return 1 + check(tree.left(), low, tree.key()) + check(tree.right(), tree.key(), high);
  }

  private static void assertSame(Map<byte[], byte[]> expected, @Nullable PersistentTree tree) {
    assertEquals(expected.size(), check(tree, null, null));
    expected.forEach((key, value) -> assertArrayEquals(value, PersistentTree.get(tree, key)));
  }

  @Test
  void put_ascending_staysBalanced() {
    PersistentTree tree = null;
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      tree = PersistentTree.put(tree, key(i), key(-i));
    }
    assertEquals(count, check(tree, null, null));
    assertArrayEquals(key(-77_777), PersistentTree.get(tree, key(77_777)));
    assertNull(PersistentTree.get(tree, key(count)));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void randomChanges_agreeWithSortedMap(long seed) {
    Random random = new Random(seed);
    TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    PersistentTree tree = null;
    for (int step = 0; step < 20_000; step++) {
      byte[] key = key(random.nextInt(2_000));
      switch (random.nextInt(40)) {
        case 0 -> {
          byte[] to = key(ByteBuffer.wrap(key).getInt() + random.nextInt(200) - 20);
          tree = PersistentTree.deleteRange(tree, key, to);
          if (Arrays.compareUnsigned(key, to) < 0) {
            model.subMap(key, to).clear();
          }
        }
        case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> {
          tree = PersistentTree.delete(tree, key);
          model.remove(key);
        }
        default -> {
          tree = PersistentTree.put(tree, key, key(step));
          model.put(key, key(step));
        }
      }
      if (step % 500 == 0) {
        assertSame(model, tree);
      }
    }
    assertSame(model, tree);
  }

  @Test
  void changes_leaveEarlierTreesAlone() {
    TreeMap<byte[], byte[]> expected = new TreeMap<>(Arrays::compareUnsigned);
    PersistentTree old = null;
    for (int i = 0; i < 1_000; i++) {
      old = PersistentTree.put(old, key(i), key(i));
      expected.put(key(i), key(i));
    }
    PersistentTree changed = old;
    for (int i = 0; i < 1_000; i += 2) {
      changed = PersistentTree.put(changed, key(i), key(-1));
      changed = PersistentTree.delete(changed, key(i + 1));
    }
    changed = PersistentTree.deleteRange(changed, key(100), key(900));
    assertSame(expected, old);
    assertEquals(100, check(changed, null, null));
  }
}
