package io.omendb.testkit.disk;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.storage.StorageBatch;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A disk below a page cache: writes reach the cache, and the disk at a sync. A power cut loses what
 * was not synced: of the log a suffix, of a file its end, of the names in the directory those that
 * came or went since the directory was synced, each by itself. A {@link FaultPlan} sees every
 * operation. Safe for concurrent use; operations happen one at a time.
 */
public final class SimulatedDisk {
  private final Random random;
  private final DiskLog log = new DiskLog();
  private final Map<DiskOperation, Long> counts = new EnumMap<>(DiskOperation.class);
  private NavigableMap<String, DiskFile> names = new TreeMap<>();
  private NavigableMap<String, DiskFile> namesOnDisk = new TreeMap<>();
  private FaultPlan plan = FaultPlan.NONE;
  private boolean locked;
  private boolean off;
  private boolean lossAtPowerOff;

  /**
   * An empty disk.
   *
   * @param seed decides what power cuts leave
   */
  public SimulatedDisk(long seed) {
    this.random = new Random(seed);
  }

  /** Replaces the plan. */
  public synchronized void plan(FaultPlan next) {
    plan = next;
  }

  /** Operations of a kind so far, failed ones included. */
  public synchronized long count(DiskOperation operation) {
    return counts.getOrDefault(operation, 0L);
  }

  /** Operations so far, failed ones included. */
  public synchronized long operations() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Operations so far that write. */
  public synchronized long changes() {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().isChange())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The names in the directory, temporary ones included. */
  public synchronized List<String> files() {
    return List.copyOf(names.keySet());
  }

  /** Whether the power is out. */
  public synchronized boolean isOff() {
    return off;
  }

  /** Whether there was something to lose when the power went. */
  public synchronized boolean hadUnsyncedAtPowerOff() {
    return lossAtPowerOff;
  }

  /** Opens the disk, which must be let go of before it is opened again. */
  public SimulatedStorageEngine open() {
    synchronized (this) {
      if (locked) {
        throw new OmenException(
            ErrorCode.DATABASE_LOCKED,
            "the disk is in use by this process, pid " + ProcessHandle.current().pid());
      }
      locked = true;
    }
    try {
      SimulatedStorageEngine engine = new SimulatedStorageEngine(this);
      engine.recover();
      return engine;
    } catch (RuntimeException | Error failure) {
      unlock();
      throw failure;
    }
  }

  synchronized void unlock() {
    locked = false;
  }

  /** Cuts the power now, between two operations. */
  public synchronized void powerOff() {
    if (!off) {
      off = true;
      lossAtPowerOff = hasUnsynced();
    }
  }

  /** Loses what was not synced, cutting the power where it is on, and forgets the plan. */
  public synchronized void powerOn() {
    powerOff();
    log.lose(random);
    TreeSet<String> all = new TreeSet<>(names.keySet());
    all.addAll(namesOnDisk.keySet());
    NavigableMap<String, DiskFile> left = new TreeMap<>();
    for (String name : all) {
      DiskFile file = (random.nextBoolean() ? names : namesOnDisk).get(name);
      if (file != null) {
        left.put(name, file);
      }
    }
    left.values().forEach(file -> file.lose(random));
    names = left;
    namesOnDisk = new TreeMap<>(left);
    plan = FaultPlan.NONE;
    off = false;
    lossAtPowerOff = false;
  }

  private boolean hasUnsynced() {
    return !log.isOnDisk()
        || !names.equals(namesOnDisk)
        || names.values().stream().anyMatch(file -> !file.isOnDisk());
  }

  // Operations, for the engine -------------------------------------------------------------------

  synchronized void read(DiskOperation operation) {
    DiskFault fault = begin(operation);
    if (fault != DiskFault.NONE) {
      throw failed(operation);
    }
  }

  synchronized NavigableMap<byte[], byte[]> entries(DiskOperation operation) {
    read(operation);
    return log.present();
  }

  synchronized NavigableMap<byte[], byte[]> copyOfEntries(DiskOperation operation) {
    return new TreeMap<>(entries(operation));
  }

  synchronized byte @Nullable [] readFile(String name) {
    read(DiskOperation.OPEN_FILE);
    DiskFile file = names.get(name);
    return file == null ? null : file.content();
  }

  synchronized NavigableMap<String, Long> listFiles() {
    read(DiskOperation.LIST_FILES);
    NavigableMap<String, Long> sizes = new TreeMap<>();
    names.forEach((name, file) -> sizes.put(name, (long) file.content().length));
    return sizes;
  }

  synchronized boolean exists(String name) {
    return names.containsKey(name);
  }

  synchronized void append(StorageBatch batch) {
    change(DiskOperation.APPEND, () -> log.append(batch));
  }

  synchronized void sync() {
    sync(DiskOperation.SYNC, log::sync, log::failSync);
  }

  /** Writes what the log says to a new file, syncs that, and lets it take the place of the log. */
  synchronized void rewriteLog() {
    sync(DiskOperation.SYNC, log::rewrite, () -> {});
  }

  synchronized boolean isSynced() {
    return log.isOnDisk();
  }

  synchronized DiskFile create(String name) {
    DiskFile file = new DiskFile();
    change(DiskOperation.CREATE_FILE, () -> names.put(name, file));
    return file;
  }

  synchronized void write(DiskFile file, byte[] bytes, int from, int to) {
    DiskFault fault = begin(DiskOperation.WRITE_FILE);
    int written =
        switch (fault) {
          case NONE, FAIL_AFTER -> to;
          case FAIL_BEFORE, POWER_OFF -> from + random.nextInt(to - from + 1);
        };
    file.append(bytes, from, written);
    end(DiskOperation.WRITE_FILE, fault);
  }

  synchronized void syncFile(DiskFile file) {
    sync(DiskOperation.SYNC_FILE, file::sync, file::failSync);
  }

  synchronized void rename(String from, String to) {
    change(
        DiskOperation.RENAME,
        () -> {
          DiskFile file = names.remove(from);
          if (file != null) {
            names.put(to, file);
          }
        });
  }

  synchronized void syncDirectory() {
    sync(DiskOperation.SYNC_DIRECTORY, () -> namesOnDisk = new TreeMap<>(names), () -> {});
  }

  synchronized void delete(String name) {
    change(DiskOperation.DELETE_FILE, () -> names.remove(name));
  }

  private void change(DiskOperation operation, Runnable effect) {
    DiskFault fault = begin(operation);
    if (fault != DiskFault.FAIL_BEFORE && (fault != DiskFault.POWER_OFF || random.nextBoolean())) {
      effect.run();
    }
    end(operation, fault);
  }

  /** A sync that is cut short has made nothing sure. */
  private void sync(DiskOperation operation, Runnable effect, Runnable failure) {
    DiskFault fault = begin(operation);
    switch (fault) {
      case NONE, FAIL_AFTER -> effect.run();
      case FAIL_BEFORE -> failure.run();
      case POWER_OFF -> {}
    }
    end(operation, fault);
  }

  private DiskFault begin(DiskOperation operation) {
    if (off) {
      throw new OmenException(ErrorCode.IO_ERROR, "the power is out");
    }
    counts.merge(operation, 1L, Long::sum);
    return plan.next(operation);
  }

  private void end(DiskOperation operation, DiskFault fault) {
    if (fault == DiskFault.POWER_OFF) {
      powerOff();
    }
    if (fault != DiskFault.NONE) {
      throw failed(operation);
    }
  }

  private static OmenException failed(DiskOperation operation) {
    return new OmenException(ErrorCode.IO_ERROR, "a planned fault of " + operation);
  }

  @Override
  public synchronized String toString() {
    return "disk with "
        + log.present().size()
        + " keys and "
        + names.keySet()
        + ", operations "
        + Arrays.toString(counts.entrySet().toArray());
  }
}
