package io.omendb.testkit.disk;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageEngineProvider;
import io.omendb.testkit.storage.StorageEngineContract;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Without faults the simulated disk is a storage engine like any other. */
final class SimulatedStorageContractTest extends StorageEngineContract {
  private static final AtomicInteger LOCATIONS = new AtomicInteger();
  private static final Map<String, SimulatedDisk> DISKS = new ConcurrentHashMap<>();

  @Override
  protected StorageEngineProvider provider() {
    return new StorageEngineProvider() {
      @Override
      public String name() {
        return SimulatedStorageEngine.NAME;
      }

      @Override
      public int priority() {
        return 0;
      }

      @Override
      public boolean durable() {
        return true;
      }

      @Override
      public StorageEngine open(String location) {
        return DISKS.computeIfAbsent(location, name -> new SimulatedDisk(1)).open();
      }

      @Override
      public StorageEngine openReadOnly(String location) {
        SimulatedDisk disk = DISKS.get(location);
        if (disk == null) {
          throw new OmenException(ErrorCode.LOCATION_NOT_FOUND, "no disk " + location);
        }
        return new ReadOnlyStorage(disk.open());
      }
    };
  }

  @Override
  protected String newLocation() {
    return "contract-" + LOCATIONS.incrementAndGet();
  }
}
