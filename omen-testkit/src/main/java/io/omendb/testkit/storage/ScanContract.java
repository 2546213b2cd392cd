package io.omendb.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Order, bounds and state of scans. */
abstract class ScanContract extends StorageContractPart {
  @BeforeEach
  final void putFour() {
    for (String key : List.of("c", "a", "d", "b")) {
      put(key, key.toUpperCase(Locale.ROOT));
    }
  }

  @Test
  void scan_withoutUpperBound_returnsAllInOrder() {
    assertEquals(List.of("a=A", "b=B", "c=C", "d=D"), scan(engine, "", null));
  }

  @Test
  void scan_includesFromAndExcludesTo() {
    assertEquals(List.of("b=B", "c=C"), scan(engine, "b", "d"));
    assertEquals(List.of("b=B"), scan(engine, "aa", "bb"));
    assertEquals(List.of("d=D"), scan(engine, "d", null));
  }

  @Test
  void scan_emptyOrUpsideDownRange_returnsNothing() {
    assertEquals(List.of(), scan(engine, "b", "b"));
    assertEquals(List.of(), scan(engine, "c", "a"));
    assertEquals(List.of(), scan(engine, "", ""));
    assertEquals(List.of(), scan(engine, "e", null));
  }

  @Test
  void keys_compareAsUnsignedBytesShorterFirst() {
    byte[][] ascending = {
      {},
      {0},
      {0, 0},
      {0, 1},
      {1},
      {0x7f},
      {0x7f, (byte) 0xff},
      {(byte) 0x80},
      {(byte) 0xff},
      {(byte) 0xff, 0},
      {(byte) 0xff, (byte) 0xff}
    };
    engine.write(new StorageBatch().deleteRange(bytes("a"), bytes("e")), Durability.ASYNC);
    for (int i = ascending.length - 1; i >= 0; i--) {
      engine.put(ascending[i], new byte[] {(byte) i}, Durability.ASYNC);
    }
    try (StorageCursor cursor = engine.scan(LOWEST, null)) {
      for (int i = 0; i < ascending.length; i++) {
        assertTrue(cursor.next());
        assertArrayEquals(ascending[i], cursor.key());
        assertArrayEquals(new byte[] {(byte) i}, cursor.value());
      }
      assertFalse(cursor.next());
    }
  }

  @Test
  void scan_seesTheStateAtTheCall() {
    try (StorageCursor before = engine.scan(LOWEST, null);
        StorageCursor begun = engine.scan(LOWEST, null)) {
      assertTrue(begun.next());
      put("aa", "new");
      put("b", "changed");
      delete("c");
      engine.write(new StorageBatch().deleteRange(bytes("d"), bytes("z")), Durability.ASYNC);
      assertEquals(List.of("a=A", "b=B", "c=C", "d=D"), drain(before));
      assertEquals(List.of("b=B", "c=C", "d=D"), drain(begun));
    }
    assertEquals(List.of("a=A", "aa=new", "b=changed"), entries());
  }

  @Test
  void scan_copiesItsBounds() {
    byte[] from = bytes("b");
    byte[] to = bytes("d");
    try (StorageCursor cursor = engine.scan(from, to)) {
      from[0] = 'a';
      to[0] = 'z';
      assertEquals(List.of("b=B", "c=C"), drain(cursor));
    }
  }

  @Test
  void cursor_givesCopies() {
    try (StorageCursor cursor = engine.scan(LOWEST, null)) {
      assertTrue(cursor.next());
      cursor.key()[0] = 'X';
      cursor.value()[0] = 'X';
      assertArrayEquals(bytes("a"), cursor.key());
      assertArrayEquals(bytes("A"), cursor.value());
    }
    assertEquals("A", get("a"));
  }

  @Test
  void cursor_outsideEntries_refuses() {
    try (StorageCursor cursor = engine.scan(bytes("d"), null)) {
      assertThrows(IllegalStateException.class, cursor::key);
      assertThrows(IllegalStateException.class, cursor::value);
      assertTrue(cursor.next());
      assertFalse(cursor.next());
      assertThrows(IllegalStateException.class, cursor::key);
      assertThrows(IllegalStateException.class, cursor::value);
      assertFalse(cursor.next(), "the end stays the end");
    }
  }

  @Test
  void cursor_closed_refusesAndClosesAgain() {
    StorageCursor cursor = engine.scan(LOWEST, null);
    assertTrue(cursor.next());
    cursor.close();
    cursor.close();
    assertFails(ErrorCode.CLOSED, cursor::next);
    assertFails(ErrorCode.CLOSED, cursor::key);
    assertFails(ErrorCode.CLOSED, cursor::value);
  }
}
