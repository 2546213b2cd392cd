package io.omendb.core.memtable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.KeyRange;
import io.omendb.Schema;
import io.omendb.core.segment.RowVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemTableTest {
  private static final long SEED = Long.getLong("omendb.test.seed", 42);

  private static final Schema SCHEMA =
      Schema.parse("number int64, text utf8, v vector<float32>[2]");

  /** A version with its values as a list, for they are arrays of their own every time. */
  private record Version(long key, long seq, boolean deleted, List<?> values) {
    static @Nullable Version of(@Nullable MemVersion version) {
      return version == null ? null : of(version.toRowVersion());
    }

    static Version of(RowVersion version) {
      return new Version(
          version.key(),
          version.seq(),
          version.deleted(),
          Stream.of(version.values())
              .map(value -> value instanceof float[] v ? Arrays.toString(v) : value)
              .toList());
    }
  }

  private final MemTable table = MemTables.of(SCHEMA);

  private Version put(long key, long seq) {
    return add(
        new RowVersion(key, seq, false, new Object[] {seq, "of " + key, new float[] {key, seq}}));
  }

  private Version delete(long key, long seq) {
    return add(new RowVersion(key, seq, true, RowVersion.NO_VALUES));
  }

  private Version add(RowVersion version) {
    MemTables.add(table, SCHEMA, version);
    return Version.of(version);
  }

  private static List<@Nullable Version> toList(Iterator<MemVersion> versions) {
    List<@Nullable Version> list = new ArrayList<>();
    versions.forEachRemaining(version -> list.add(Version.of(version)));
    assertThrows(NoSuchElementException.class, versions::next);
    return list;
  }

  @Test
  void empty_hasNothing() {
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
    Version first = put(1, 2);
    put(2, 3);
    Version second = put(1, 4);
    assertNull(table.get(1, 1));
    assertEquals(first, Version.of(table.get(1, 2)));
    assertEquals(first, Version.of(table.get(1, 3)));
    assertEquals(second, Version.of(table.get(1, 4)));
    assertEquals(second, Version.of(table.get(1, Long.MAX_VALUE)));
    assertNull(table.get(0, Long.MAX_VALUE));
    assertNull(table.get(3, Long.MAX_VALUE));
    assertEquals(3, table.count());
    assertEquals(4, table.maxSeq());
    assertTrue(table.sizeInBytes() > 30);
  }

  @Test
  void secondVersionOfOneCommit_replacesTheFirst() {
    put(1, 2);
    Version later = delete(1, 2);
    assertEquals(later, Version.of(table.get(1, 2)));
    assertEquals(1, table.count());
    assertFalse(table.isEmpty());
  }

  @Test
  void scan_isThatOfASortedMapAtEverySeq() {
    Random random = new Random(SEED);
    List<NavigableMap<Long, Version>> states = new ArrayList<>();
    states.add(new TreeMap<>());
    for (long seq = 1; seq <= 60; seq++) {
      NavigableMap<Long, Version> state = new TreeMap<>(states.getLast());
      for (int i = random.nextInt(6); i >= 0; i--) {
        long key = key(random);
        state.put(key, random.nextBoolean() ? put(key, seq) : delete(key, seq));
      }
      states.add(state);
    }
    for (int seq = 0; seq < states.size(); seq++) {
      NavigableMap<Long, Version> state = states.get(seq);
      for (int i = 0; i < 20; i++) {
        long a = key(random);
        long b = key(random);
        KeyRange keys = i == 0 ? KeyRange.ALL : KeyRange.of(Math.min(a, b), Math.max(a, b));
        NavigableMap<Long, Version> inside =
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

  @Test
  void values_areReadBackWhateverTheirLength() {
    byte[] lengths = new byte[40];
    new Random(SEED).nextBytes(lengths);
    Schema schema = Schema.parse("bytes binary, v vector<float32>[3], flag bool");
    MemTable rows = MemTables.of(schema);
    for (int i = 0; i < lengths.length; i++) {
      byte[] bytes = new byte[1 << (Math.abs(lengths[i]) % 23)];
      Arrays.fill(bytes, lengths[i]);
      Object[] values = {bytes, i % 3 == 0 ? null : new float[] {i, -0f, Float.NaN}, i % 2 == 0};
      MemTables.add(rows, schema, new RowVersion(i, i + 1, false, values));
    }
    float[] vector = new float[3];
    for (int i = 0; i < lengths.length; i++) {
      MemVersion version = Objects.requireNonNull(rows.get(i, lengths.length));
      byte[] bytes = new byte[1 << (Math.abs(lengths[i]) % 23)];
      Arrays.fill(bytes, lengths[i]);
      Object[] expected = {bytes, i % 3 == 0 ? null : new float[] {i, -0f, Float.NaN}, i % 2 == 0};
      assertArrayEquals(expected, version.values());
      assertArrayEquals(new Object[] {i % 2 == 0, bytes}, version.values(new int[] {2, 0}));
      assertNotSame(version.values()[0], version.values()[0]);
      assertEquals(i % 3 != 0, version.readVector(1, vector));
      if (i % 3 != 0) {
        assertArrayEquals((float[]) expected[1], vector);
      }
    }
  }

  private static long key(Random random) {
    int choice = random.nextInt(30);
    return choice == 0 ? Long.MIN_VALUE : choice == 1 ? Long.MAX_VALUE : choice;
  }
}
