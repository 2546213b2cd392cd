package io.omendb.storage.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.omendb.Durability;
import io.omendb.spi.storage.StorageEngine;
import org.junit.jupiter.api.Test;

final class MemoryStorageProviderTest {
  private static final byte[] KEY = {1};

  private final MemoryStorageProvider provider = new MemoryStorageProvider();

  @Test
  void durable_isNot() {
    assertFalse(provider.durable());
  }

  @Test
  void open_withoutName_isPrivateAndEndsWithTheEngine() {
    try (StorageEngine first = provider.open("");
        StorageEngine second = provider.open("")) {
      first.put(KEY, KEY, Durability.SYNC);
      assertNull(second.get(KEY));
    }
    try (StorageEngine third = provider.open("")) {
      assertNull(third.get(KEY));
    }
  }

  @Test
  void open_ofAnotherName_isAnotherStore() {
    try (StorageEngine first = provider.open("provider-test-1");
        StorageEngine second = provider.open("provider-test-2")) {
      first.put(KEY, KEY, Durability.SYNC);
      assertArrayEquals(KEY, first.get(KEY));
      assertNull(second.get(KEY));
    }
  }
}
