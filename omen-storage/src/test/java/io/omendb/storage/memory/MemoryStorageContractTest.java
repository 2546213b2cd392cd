package io.omendb.storage.memory;

import io.omendb.spi.storage.StorageEngineProvider;
import io.omendb.testkit.storage.StorageEngineContract;
import java.util.concurrent.atomic.AtomicInteger;

final class MemoryStorageContractTest extends StorageEngineContract {
  private static final AtomicInteger LOCATIONS = new AtomicInteger();

  @Override
  protected StorageEngineProvider provider() {
    return new MemoryStorageProvider();
  }

  @Override
  protected String newLocation() {
    return "contract-" + LOCATIONS.incrementAndGet();
  }
}
