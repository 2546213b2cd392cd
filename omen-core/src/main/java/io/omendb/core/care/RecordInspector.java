package io.omendb.core.care;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.core.catalog.CollectionRecord;
import io.omendb.core.catalog.StorageKeys;
import io.omendb.core.commit.LogInspector;
import io.omendb.core.manifest.Manifest;
import io.omendb.core.manifest.ManifestStore;
import io.omendb.core.record.Envelope;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads every record of a key-value space and compares them with each other. Goes on behind a
 * damaged one. For one thread.
 */
final class RecordInspector {
  /** Commits that one record holds; 0 where it is damaged and their number not known. */
  private record LogRecord(long firstSeq, int commits) {}

  /** What the records of one collection say. */
  static final class Found {
    final int id;
    @Nullable CollectionRecord record;
    final Map<Long, Manifest> manifests = new TreeMap<>();
    final Map<String, Long> refs = new TreeMap<>();
    private final List<LogRecord> log = new ArrayList<>();
    boolean hasOtherRecords;
    boolean hasDamage;

    Found(int id) {
      this.id = id;
    }

    String name() {
      CollectionRecord known = record;
      return known == null ? "number " + id : known.name();
    }

    /** The last commit there is, as far as the log can be read. */
    long lastSeq() {
      Manifest manifest = main();
      long last = manifest == null ? 0 : manifest.flushedSeq();
      for (LogRecord record : log) {
        last = Math.max(last, record.firstSeq() + Math.max(1, record.commits()) - 1);
      }
      return last;
    }

    /** The manifest that the collection is read through; null where there is none to be read. */
    @Nullable Manifest main() {
      Long number = refs.get(ManifestStore.MAIN);
      return number == null ? null : manifests.get(number);
    }
  }

  private static final String RESTORE = "restore the database from a backup";

  private final StorageEngine storage;
  private final List<Problem> problems;
  private final Map<Integer, Found> collections = new LinkedHashMap<>();
  private boolean hasDatabaseRecord;
  private boolean unreadableCollection;
  private boolean cutShort;
  private int nextId = Integer.MAX_VALUE;
  private long records;
  private long bytes;

  /** Problems are added to a list. */
  RecordInspector(StorageEngine storage, List<Problem> problems) {
    this.storage = storage;
    this.problems = problems;
  }

  long records() {
    return records;
  }

  long bytes() {
    return bytes;
  }

  /** By number. */
  Map<Integer, Found> collections() {
    return collections;
  }

  /**
   * Whether every manifest could be read: only then is a blob that none of them names known to be
   * of no use.
   */
  boolean knowsAllManifests() {
    return !cutShort
        && hasDatabaseRecord
        && !unreadableCollection
        && collections.values().stream().noneMatch(found -> found.hasDamage);
  }

  /** Reads everything. */
  void inspect() {
    try {
      readAll();
    } catch (CorruptionException e) {
      cutShort = true;
      damage(e.file(), e.offset(), e.problem());
      return;
    }
    if (!hasDatabaseRecord && (records > 0 || !storage.listBlobs("").isEmpty())) {
      damage("database record", -1, "missing from a store that is not empty");
    }
    collections.values().forEach(this::compare);
  }

  /* Keys begin with the kind of the record: catalog records come before the log, the log before
   * manifests and refs. */
  private void readAll() {
    try (StorageCursor cursor = storage.scan(new byte[0], null)) {
      while (cursor.next()) {
        byte[] key = cursor.key();
        byte[] value = cursor.value();
        records++;
        bytes += key.length + value.length;
        read(key, value);
      }
    }
  }

  private void read(byte[] key, byte[] value) {
    try {
      switch (key.length == 0 ? 0 : key[0]) {
        case StorageKeys.COLLECTION -> readCollection(key, value);
        case StorageKeys.DATABASE -> readDatabase(value);
        case StorageKeys.LOG -> readCommit(key, value);
        case StorageKeys.MANIFEST -> readManifest(key, value);
        case StorageKeys.REF -> readRef(key, value);
        case StorageKeys.REQUESTS -> readRequests(key, value);
        default -> damage("record " + HexFormat.of().formatHex(key), -1, "of an unknown kind");
      }
    } catch (CorruptionException e) {
      markDamaged(key);
      damage(e.file(), e.offset(), e.problem());
    } catch (IndexOutOfBoundsException e) {
      damage("record " + HexFormat.of().formatHex(key), -1, "its key is too short");
    } catch (OmenException e) {
      if (e.code() == ErrorCode.UNSUPPORTED_FORMAT) {
        throw e; // no damage: a newer build knows what this is
      }
      // Schema text that does not parse in spite of a checksum that fits.
      markDamaged(key);
      damage("record " + HexFormat.of().formatHex(key), -1, e.what());
    }
  }

  /** What a collection has is then not fully known. */
  private void markDamaged(byte[] key) {
    if (key[0] == StorageKeys.COLLECTION) {
      unreadableCollection = true;
    } else if (key[0] == StorageKeys.MANIFEST || key[0] == StorageKeys.REF) {
      found(key).hasDamage = true;
    }
  }

  private void readDatabase(byte[] value) {
    hasDatabaseRecord = true;
    nextId = Envelope.unwrap(Envelope.Kind.DATABASE, "database record", value).getInt();
  }

  private void readCollection(byte[] key, byte[] value) {
    CollectionRecord record = CollectionRecord.parse(StorageKeys.collectionName(key), value);
    Found found = collections.computeIfAbsent(record.id(), Found::new);
    if (found.record != null) {
      damage(
          "catalog record of " + record.name(),
          -1,
          "it has number " + record.id() + ", as '" + found.name() + "' has");
    }
    found.record = record;
  }

  private Found found(byte[] key) {
    Found found = collections.computeIfAbsent(StorageKeys.collectionId(key), Found::new);
    found.hasOtherRecords = true;
    return found;
  }

  private void readCommit(byte[] key, byte[] value) {
    Found found = found(key);
    long seq = StorageKeys.number(key);
    CollectionRecord owner = found.record;
    int commits = 0;
    try {
      if (owner != null) {
        commits = new LogInspector(owner.schema()).commits(key, value);
      } else {
        Envelope.unwrap(Envelope.Kind.COMMIT, "log record " + seq, value);
      }
    } finally {
      found.log.add(new LogRecord(seq, commits));
    }
  }

  private void readRequests(byte[] key, byte[] value) {
    found(key);
    LogInspector.checkRequests(key, value);
  }

  private void readManifest(byte[] key, byte[] value) {
    Found found = found(key);
    long number = StorageKeys.number(key);
    String name = "manifest " + number + " of collection " + found.name();
    Manifest manifest = Manifest.parse(name, value);
    if (manifest.number() != number) {
      throw new CorruptionException(name, -1, "it says that it is number " + manifest.number());
    }
    found.manifests.put(number, manifest);
  }

  private void readRef(byte[] key, byte[] value) {
    Found found = found(key);
    String ref = StorageKeys.refName(key);
    String name = "ref " + ref + " of collection " + found.name();
    found.refs.put(ref, Envelope.unwrap(Envelope.Kind.REF, name, value).getLong());
  }

  // Comparisons ------------------------------------------------------------------------------

  private void compare(Found found) {
    if (found.record == null) {
      found.hasDamage = true;
      if (!unreadableCollection) {
        damage(
            "catalog record of collection " + found.id, -1, "missing, though it has other records");
      }
      return;
    }
    if (found.id >= nextId) {
      damage("database record", -1, "it would give the number of '" + found.name() + "' again");
    }
    compareRefs(found);
    compareLog(found);
  }

  private void compareRefs(Found found) {
    found.refs.forEach((ref, number) -> {
      if (!found.manifests.containsKey(number) && !found.hasDamage) {
        found.hasDamage = true;
        damage(
            "manifest " + number + " of collection " + found.name(),
            -1,
            "missing, though ref " + ref + " names it");
      }
    });
    if (!found.refs.containsKey(ManifestStore.MAIN)
        && !found.manifests.isEmpty()
        && !found.hasDamage) {
      found.hasDamage = true;
      damage(
          "ref " + ManifestStore.MAIN + " of collection " + found.name(),
          -1,
          "missing, though there is a manifest");
    }
  }

  /** Behind the manifest's last commit every commit is there up to the last one. */
  private void compareLog(Found found) {
    Manifest manifest = found.main();
    if (manifest == null && found.hasDamage) {
      return; // it is not known where the log begins
    }
    long flushed = manifest == null ? 0 : manifest.flushedSeq();
    long last = flushed;
    boolean lastIsKnown = true;
    for (LogRecord record : found.log) {
      if (record.firstSeq() <= flushed) {
        problems.add(
            new Problem(
                Problem.Severity.LEFTOVER,
                "log record " + record.firstSeq() + " of collection " + found.name(),
                -1,
                "the segments hold it already",
                "nothing, it is not read"));
      } else {
        if (lastIsKnown && record.firstSeq() != last + 1) {
          gap(found, last + 1, record.firstSeq() - 1);
        }
        last = record.firstSeq() + record.commits() - 1;
        lastIsKnown = record.commits() > 0;
      }
    }
  }

  private void gap(Found found, long first, long last) {
    damage(
        "log of collection " + found.name(),
        -1,
        first == last
            ? "commit " + first + " is missing"
            : "commits " + first + " to " + last + " are missing");
  }

  private void damage(String file, long offset, String what) {
    problems.add(new Problem(Problem.Severity.DAMAGE, file, offset, what, RESTORE));
  }
}
