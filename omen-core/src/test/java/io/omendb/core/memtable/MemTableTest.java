package io.omendb.core.memtable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.KeyRange;
import io.omendb.core.segment.RowVersion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MemTableTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);

  private static RowVersion version(long key, long seq) {
    return new RowVersion(key, seq, false, new Object[] {seq});
  }

  private static List<RowVersion> toList(Iterator<RowVersion> versions) {
    List<RowVersion> list = new ArrayList<>();
    versions.forEachRemaining(list::add);
    assertThrows(NoSuchElementException.class, versions::next);
    return list;
  }

  @Test
  void empty_hasNothing() {
    MemTable table = new MemTable();
    assertTrue(table.isEmpty());
    assertEquals(0, table.count());
    assertEquals(0, table.sizeInBytes());
    assertEquals(0, table.maxSeq());
    assertNull(table.get(0, Long.MAX_VALUE));
    assertEquals(List.of(), toList(table.newest()));
    assertEquals(List.of(), toList(table.scan(KeyRange.ALL, true, 1)));
  }

  @Test
  void get_findsTheNewestAtOrBelowASeq() {
    MemTable table = new MemTable();
    RowVersion first = version(1, 2);
    RowVersion second = version(1, 4);
    table.add(first, 10);
    table.add(version(2, 3), 10);
    table.add(second, 10);
    assertNull(table.get(1, 1));
    assertSame(first, table.get(1, 2));
    assertSame(first, table.get(1, 3));
    assertSame(second, table.get(1, 4));
    assertSame(second, table.get(1, Long.MAX_VALUE));
    assertNull(table.get(0, Long.MAX_VALUE));
    assertNull(table.get(3, Long.MAX_VALUE));
    assertEquals(3, table.count());
    assertEquals(4, table.maxSeq());
    assertTrue(table.sizeInBytes() > 30);
  }

  @Test
  void secondVersionOfOneCommit_replacesTheFirst() {
    MemTable table = new MemTable();
    table.add(version(1, 2), 10);
    RowVersion later = new RowVersion(1, 2, true, RowVersion.NO_VALUES);
    table.add(later, 0);
    assertSame(later, table.get(1, 2));
    assertEquals(1, table.count());
    assertFalse(table.isEmpty());
  }

  @Test
  void scan_isThatOfASortedMapAtEverySeq() {
    Random random = new Random(SEED);
    MemTable table = new MemTable();
    List<NavigableMap<Long, RowVersion>> states = new ArrayList<>();
    states.add(new TreeMap<>());
    for (long seq = 1; seq <= 60; seq++) {
      NavigableMap<Long, RowVersion> state = new TreeMap<>(states.getLast());
      for (int i = random.nextInt(6); i >= 0; i--) {
        long key = key(random);
        RowVersion version = new RowVersion(key, seq, random.nextBoolean(), RowVersion.NO_VALUES);
        table.add(version, 0);
        state.put(key, version);
      }
      states.add(state);
    }
    for (int seq = 0; seq < states.size(); seq++) {
      NavigableMap<Long, RowVersion> state = states.get(seq);
      for (int i = 0; i < 20; i++) {
        long a = key(random);
        long b = key(random);
        KeyRange keys = i == 0 ? KeyRange.ALL : KeyRange.of(Math.min(a, b), Math.max(a, b));
        NavigableMap<Long, RowVersion> inside =
            keys.to() == null ? state : state.subMap(keys.from(), true, keys.last() + 1, false);
        String where = keys + " at " + seq + ", seed " + SEED;
        assertEquals(List.copyOf(inside.values()), toList(table.scan(keys, false, seq)), where);
        assertEquals(
            List.copyOf(inside.descendingMap().values()),
            toList(table.scan(keys, true, seq)),
            where);
      }
    }
    assertEquals(List.copyOf(states.getLast().values()), toList(table.newest()));
  }

  private static long key(Random random) {
    int choice = random.nextInt(30);
    return choice == 0 ? Long.MIN_VALUE : choice == 1 ? Long.MAX_VALUE : choice;
  }
}
