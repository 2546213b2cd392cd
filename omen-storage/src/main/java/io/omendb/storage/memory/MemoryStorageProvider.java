package io.omendb.storage.memory;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageEngineProvider;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Opens stores in memory. A named one lives as long as the process and is found again under its
 * name; one without a name is private and ends with its engine.
 */
public final class MemoryStorageProvider implements StorageEngineProvider {
  static final String NAME = "memory";

  private static final int PRIORITY = 10;

  /** By location; with {@link #OPEN} guarded by this class. */
  private static final Map<String, MemoryStore> STORES = new HashMap<>();

  private static final Set<String> OPEN = new HashSet<>();

  /** For {@code ServiceLoader}. */
  public MemoryStorageProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public boolean durable() {
    return false;
  }

  @Override
  public StorageEngine open(String location) {
    if (location.isEmpty()) {
      return new MemoryStorageEngine(new MemoryStore(), false, () -> {});
    }
    return open(location, false);
  }

  @Override
  public StorageEngine openReadOnly(String location) {
    return open(location, true);
  }

  private static StorageEngine open(String location, boolean readOnly) {
    synchronized (MemoryStorageProvider.class) {
      if (readOnly && !STORES.containsKey(location)) {
        throw new OmenException(
            ErrorCode.LOCATION_NOT_FOUND,
            "No database '" + location + "' in the memory of this process",
            null,
            "open it for writing to make one",
            null);
      }
      if (!OPEN.add(location)) {
        throw new OmenException(
            ErrorCode.DATABASE_LOCKED,
            "database '"
                + location
                + "' in memory is open already in this process, pid "
                + ProcessHandle.current().pid(),
            "share the open database, or close it first");
      }
      MemoryStore store = STORES.computeIfAbsent(location, name -> new MemoryStore());
      return new MemoryStorageEngine(store, readOnly, () -> release(location));
    }
  }

  private static synchronized void release(String location) {
    OPEN.remove(location);
  }
}
