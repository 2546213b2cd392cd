package io.omendb.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Durability;
import io.omendb.spi.storage.StorageBatch;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads and writes of single keys and of batches, one thread. */
abstract class KeyValueContract extends StorageContractPart {
  @Test
  void get_absentKey_isNull() {
    put("b", "1");
    assertNull(get("a"));
    assertNull(get("bb"));
    assertNull(get(""));
  }

  @ParameterizedTest
  @EnumSource
  void put_isReadBackWithEitherDurability(Durability durability) {
    engine.put(bytes("a"), bytes("1"), durability);
    assertEquals("1", get("a"));
    engine.put(bytes("a"), bytes("2"), durability);
    assertEquals("2", get("a"));
    engine.delete(bytes("a"), durability);
    assertNull(get("a"));
  }

  @Test
  void put_emptyKeyAndEmptyValue_areOrdinary() {
    put("", "nothing");
    put("a", "");
    assertEquals("nothing", get(""));
    assertEquals("", get("a"));
    assertEquals(List.of("=nothing", "a="), entries());
  }

  @Test
  void put_largeValue_isReadBack() {
    byte[] value = new byte[5 << 20];
    new Random(1).nextBytes(value);
    engine.put(bytes("a"), value, Durability.SYNC);
    assertArrayEquals(value, engine.get(bytes("a")));
  }

  @Test
  void arrays_areCopiedInAndOut() {
    byte[] key = bytes("key");
    byte[] value = bytes("value");
    engine.put(key, value, Durability.ASYNC);
    key[0] = 'X';
    value[0] = 'X';
    assertEquals(List.of("key=value"), entries());

    byte[] read = engine.get(bytes("key"));
    assertNotNull(read);
    read[0] = 'X';
    assertEquals("value", get("key"));
  }

  @Test
  void delete_absentKey_doesNothing() {
    put("a", "1");
    delete("b");
    assertEquals(List.of("a=1"), entries());
  }

  @Test
  void batch_appliesChangesInOrder() {
    put("a", "0");
    engine.write(
        new StorageBatch()
            .delete(bytes("a"))
            .put(bytes("b"), bytes("1"))
            .put(bytes("b"), bytes("2"))
            .put(bytes("c"), bytes("1"))
            .delete(bytes("c"))
            .put(bytes("d"), bytes("1"))
            .deleteRange(bytes("d"), bytes("e"))
            .put(bytes("d"), bytes("2")),
        Durability.ASYNC);
    assertEquals(List.of("b=2", "d=2"), entries());
  }

  @ParameterizedTest
  @EnumSource
  void batch_empty_doesNothing(Durability durability) {
    put("a", "1");
    engine.write(new StorageBatch(), durability);
    assertEquals(List.of("a=1"), entries());
  }

  @Test
  void deleteRange_includesFromAndExcludesTo() {
    for (String key : List.of("a", "b", "ba", "c", "d")) {
      put(key, "1");
    }
    engine.write(new StorageBatch().deleteRange(bytes("b"), bytes("c")), Durability.ASYNC);
    assertEquals(List.of("a=1", "c=1", "d=1"), entries());
    assertNull(get("ba"));
  }

  @Test
  void deleteRange_emptyOrUpsideDown_removesNothing() {
    put("a", "1");
    put("b", "1");
    engine.write(
        new StorageBatch()
            .deleteRange(bytes("a"), bytes("a"))
            .deleteRange(bytes("c"), bytes("a"))
            .put(bytes("c"), bytes("1")),
        Durability.ASYNC);
    assertEquals(List.of("a=1", "b=1", "c=1"), entries());
  }

  @Test
  void compareAndPut_expectingNothing_setsAbsentKeyOnly() {
    assertTrue(engine.compareAndPut(bytes("a"), null, bytes("1"), Durability.SYNC));
    assertFalse(engine.compareAndPut(bytes("a"), null, bytes("2"), Durability.SYNC));
    assertEquals("1", get("a"));
  }

  @Test
  void compareAndPut_expectingValue_setsOnThatValueOnly() {
    assertFalse(engine.compareAndPut(bytes("a"), bytes("0"), bytes("1"), Durability.ASYNC));
    assertNull(get("a"));
    put("a", "0");
    assertFalse(engine.compareAndPut(bytes("a"), bytes(""), bytes("1"), Durability.ASYNC));
    assertFalse(engine.compareAndPut(bytes("a"), bytes("00"), bytes("1"), Durability.ASYNC));
    assertEquals("0", get("a"));
    assertTrue(engine.compareAndPut(bytes("a"), bytes("0"), bytes("1"), Durability.ASYNC));
    assertEquals("1", get("a"));
  }

  @Test
  void compareAndPut_distinguishesEmptyFromAbsent() {
    put("a", "");
    assertFalse(engine.compareAndPut(bytes("a"), null, bytes("1"), Durability.ASYNC));
    assertTrue(engine.compareAndPut(bytes("a"), bytes(""), bytes("1"), Durability.ASYNC));
  }
}
