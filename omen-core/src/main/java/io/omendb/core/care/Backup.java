package io.omendb.core.care;

import io.omendb.CorruptionException;
import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.OmenException;
import io.omendb.core.catalog.StorageKeys;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Backups that are there: verifies and restores them. */
public final class Backup {
  /** Bytes of records in one batch of a restore. */
  private static final long BATCH_BYTES = 16 << 20;

  private Backup() {}

  /**
   * Verifies a backup: all that {@link Verification} does, and that it holds exactly what it held
   * when it was written.
   *
   * @throws OmenException {@link io.omendb.ErrorCode#LOCATION_NOT_FOUND} where there is no
   *     directory
   */
  public static VerifyReport verify(Path directory, Progress progress) {
    try {
      BackupList list = BackupList.read(directory);
      try (StorageEngine storage = location(directory, list).openReadOnly()) {
        return verify(directory, storage, list, progress);
      }
    } catch (CorruptionException e) {
      return unopened(e);
    }
  }

  private static VerifyReport unopened(CorruptionException e) {
    Problem problem =
        new Problem(
            Problem.Severity.DAMAGE,
            e.file(),
            e.offset(),
            e.problem(),
            "use another backup, or make it again");
    return new VerifyReport(0, 0, 0, 0, 0, 0, List.of(problem));
  }

  private static CareLocation location(Path directory, BackupList list) {
    return new CareLocation(
        directory,
        DatabaseOptions.defaults().with(DatabaseOptions.Key.STORAGE_ENGINE, list.engine()));
  }

  private static VerifyReport verify(
      Path directory, StorageEngine storage, BackupList list, Progress progress) {
    VerifyReport found = Verification.of(storage, progress).report();
    List<Problem> problems = new ArrayList<>(found.problems());
    try {
      compare(directory, BackupList.of(storage, list.micros()), list, problems);
    } catch (CorruptionException e) {
      problems.add(problem(e.file(), e.problem()));
    }
    return new VerifyReport(
        found.collections(),
        found.records(),
        found.segments(),
        found.rows(),
        found.files(),
        found.bytes(),
        problems);
  }

  private static void compare(
      Path directory, BackupList found, BackupList list, List<Problem> problems) {
    if (found.records() != list.records() || found.recordsCrc() != list.recordsCrc()) {
      problems.add(
          problem(
              directory.toString(),
              "catalog, manifests and log are not those that were backed up: %d records, %d then"
                  .formatted(found.records(), list.records())));
    }
    Map<String, BackupList.Entry> present = new HashMap<>();
    found.blobs().forEach(blob -> present.put(blob.name(), blob));
    for (BackupList.Entry expected : list.blobs()) {
      BackupList.Entry blob = present.remove(expected.name());
      if (blob == null) {
        problems.add(problem(expected.name(), "the file is missing from the backup"));
      } else if (!blob.equals(expected)) {
        problems.add(
            problem(
                expected.name(),
                "%d bytes with checksum %08x, %d with %08x were backed up"
                    .formatted(blob.bytes(), blob.crc(), expected.bytes(), expected.crc())));
      }
    }
    for (String added : present.keySet()) {
      problems.add(problem(added, "it was not there when the backup was made"));
    }
  }

  private static Problem problem(String file, String what) {
    return new Problem(
        Problem.Severity.DAMAGE, file, -1, what, "use another backup, or make it again");
  }

  /**
   * Verifies a backup and copies it to where a database is to be.
   *
   * @param target empty, or not there yet; its storage engine keeps the copy
   * @return what the verification found; nothing was restored where that is not ok
   * @throws OmenException {@link io.omendb.ErrorCode#INVALID_ARGUMENT} where the target is not
   *     empty
   */
  public static VerifyReport restore(Path directory, CareLocation target, Progress progress) {
    BackupWriter.requireEmpty("db", target.directory());
    try {
      BackupList list = BackupList.read(directory);
      try (StorageEngine source = location(directory, list).openReadOnly()) {
        VerifyReport report = verify(directory, source, list, progress);
        if (report.ok()) {
          copy(source, list, target);
        }
        return report;
      }
    } catch (CorruptionException e) {
      return unopened(e);
    }
  }

  /** The catalog comes last: a restore that was cut short does not open. */
  private static void copy(StorageEngine source, BackupList list, CareLocation target) {
    String engine = target.options().get(DatabaseOptions.Key.STORAGE_ENGINE);
    if (!EngineRegistry.get().storage().select(engine).durable()) {
      throw OmenException.invalid(
          DatabaseOptions.Key.STORAGE_ENGINE.text(),
          "The storage engine " + engine + " would keep nothing of what is restored",
          "choose another");
    }
    try (StorageEngine restored = target.open()) {
      copyRecords(source, restored, false);
      for (BackupList.Entry entry : list.blobs()) {
        try (Blob blob = source.openBlob(entry.name())) {
          BackupWriter.copy(entry.name(), blob.content(), restored);
        }
      }
      copyRecords(source, restored, true);
    }
  }

  private static void copyRecords(StorageEngine source, StorageEngine target, boolean catalog) {
    StorageBatch batch = new StorageBatch();
    long bytes = 0;
    try (StorageCursor cursor = source.scan(new byte[0], null)) {
      while (cursor.next()) {
        byte[] key = cursor.key();
        boolean ofCatalog = key[0] == StorageKeys.DATABASE || key[0] == StorageKeys.COLLECTION;
        if (ofCatalog == catalog) {
          byte[] value = cursor.value();
          batch.put(key, value);
          bytes += key.length + value.length;
        }
        if (!catalog && bytes >= BATCH_BYTES) {
          target.write(batch, Durability.SYNC);
          batch = new StorageBatch();
          bytes = 0;
        }
      }
    }
    target.write(batch, Durability.SYNC);
  }
}
