package io.omendb.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.omendb.spi.EngineRegistry;
import io.omendb.spi.Providers;
import io.omendb.spi.storage.StorageEngineProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a database finds when this module is on its class path. */
final class StorageProvidersTest {
  @Test
  void registry_findsBothAndPrefersTheDurable() {
    Providers<StorageEngineProvider> storage = EngineRegistry.get().storage();
    assertEquals(List.of("memory", "rocksdb"), storage.availableNames());
    assertEquals("rocksdb", storage.select(Providers.AUTO).name());
  }
}
