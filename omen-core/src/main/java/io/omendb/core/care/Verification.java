package io.omendb.core.care;

import io.omendb.CorruptionException;
import io.omendb.core.care.RecordInspector.Found;
import io.omendb.core.catalog.CollectionRecord;
import io.omendb.core.manifest.Manifest;
import io.omendb.core.segment.SegmentFiles;
import io.omendb.core.segment.SegmentIndexes;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentInspector;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageFinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of a database that nobody has open and says what is wrong with it: what the storage
 * engine keeps, every record of catalog, manifests and log, every byte of every segment, every key
 * in every index, and which files nobody needs. Changes nothing and does not stop at the first
 * problem. For one thread.
 */
public final class Verification {
  /**
   * A segment that cannot be relied on.
   *
   * @param collection its collection
   * @param manifest the manifest that names it
   * @param info what the manifest says of it
   */
  record DamagedSegment(CollectionRecord collection, Manifest manifest, SegmentInfo info) {}

  /** A segment whose index must be trained again. */
  record StaleIndex(CollectionRecord collection, SegmentInfo info) {}

  private final StorageEngine storage;
  private final Progress progress;
  private final List<Problem> problems = new ArrayList<>();
  private final List<DamagedSegment> damaged = new ArrayList<>();
  private final Map<String, StaleIndex> stale = new LinkedHashMap<>();
  private final List<String> orphans = new ArrayList<>();
  private final List<String> unfinished = new ArrayList<>();
  private final Map<String, Long> blobs = new HashMap<>();
  private final RecordInspector records;
  private long blobBytes;
  private long blobBytesDone;
  private boolean storageIsDamaged;
  private int segments;
  private long rows;

  private Verification(StorageEngine storage, Progress progress) {
    this.storage = storage;
    this.progress = progress;
    this.records = new RecordInspector(storage, problems);
  }

  /**
   * Verifies a directory; takes its lock.
   *
   * @throws io.omendb.OmenException {@link io.omendb.ErrorCode#LOCATION_NOT_FOUND}, {@link
   *     io.omendb.ErrorCode#DATABASE_LOCKED}, {@link io.omendb.ErrorCode#UNSUPPORTED_FORMAT}
   */
  public static VerifyReport run(CareLocation location, Progress progress) {
    try (StorageEngine storage = location.openReadOnly()) {
      return of(storage, progress).report();
    } catch (CorruptionException e) {
      return unopened(e);
    }
  }

  /** Where the storage cannot be opened, there is nothing more to be found. */
  static VerifyReport unopened(CorruptionException e) {
    Problem problem =
        new Problem(
            Problem.Severity.DAMAGE,
            e.file(),
            e.offset(),
            e.problem(),
            "restore the database from a backup; nothing behind it could be looked at");
    return new VerifyReport(0, 0, 0, 0, 0, 0, List.of(problem));
  }

  /** Verifies an open storage that nobody writes to. */
  static Verification of(StorageEngine storage, Progress progress) {
    Verification verification = new Verification(storage, progress);
    verification.verify();
    return verification;
  }

  VerifyReport report() {
    long collections =
        records.collections().values().stream().filter(found -> found.record != null).count();
    return new VerifyReport(
        (int) collections,
        records.records(),
        segments,
        rows,
        blobs.size(),
        blobBytes + records.bytes(),
        problems);
  }

  List<DamagedSegment> damagedSegments() {
    return damaged;
  }

  Map<String, StaleIndex> staleIndexes() {
    return stale;
  }

  /** Blobs that nobody names; none where that cannot be known. */
  List<String> orphans() {
    return orphans;
  }

  /** Files that were not finished. */
  List<String> unfinished() {
    return unfinished;
  }

  private void verify() {
    storage.verify(this::add);
    for (BlobInfo blob : storage.listBlobs("")) {
      blobs.put(blob.name(), blob.sizeInBytes());
      blobBytes += blob.sizeInBytes();
    }
    records.inspect();
    Set<String> named = new HashSet<>();
    for (Found found : records.collections().values()) {
      CollectionRecord record = found.record;
      for (Manifest manifest : found.manifests.values()) {
        inspect(found, record, manifest, named);
      }
    }
    findOrphans(named);
  }

  private void add(StorageFinding finding) {
    boolean damage = finding.kind() == StorageFinding.Kind.DAMAGE;
    if (damage) {
      storageIsDamaged = true;
    } else {
      unfinished.add(finding.file());
    }
    problems.add(
        new Problem(
            damage ? Problem.Severity.DAMAGE : Problem.Severity.LEFTOVER,
            finding.file(),
            finding.offset(),
            finding.what(),
            damage
                ? "restore the database from a backup"
                : "'omen repair' removes it, as the next open does"));
  }

  private void inspect(
      Found found, @Nullable CollectionRecord record, Manifest manifest, Set<String> named) {
    boolean isNamed = found.refs.containsValue(manifest.number());
    if (!isNamed) {
      problems.add(
          new Problem(
              Problem.Severity.LEFTOVER,
              "manifest " + manifest.number() + " of collection " + found.name(),
              -1,
              "no ref names it",
              "nothing, it is not read"));
    }
    for (SegmentInfo info : manifest.segments()) {
      boolean first = named.add(info.name());
      if (record != null && isNamed && first) {
        inspect(record, manifest, info, found.lastSeq());
      }
    }
  }

  private void inspect(CollectionRecord record, Manifest manifest, SegmentInfo info, long lastSeq) {
    segments++;
    // The log can be ahead of the manifest here: a bulk load marks its commit there, without rows.
    if (info.rows() > 0 && info.maxSeq() > lastSeq) {
      problems.add(
          new Problem(
              Problem.Severity.DAMAGE,
              "manifest " + manifest.number() + " of collection " + record.name(),
              -1,
              info.name()
                  + " has commits up to "
                  + info.maxSeq()
                  + ", manifest and log have them up to "
                  + lastSeq,
              "restore the database from a backup"));
    }
    boolean sound =
        SegmentInspector.inspect(
            storage,
            info,
            record.schema(),
            (file, offset, what) -> addSegment(info, file, offset, what),
            (file, offset, what) -> addSidecar(record, info, file, offset, what),
            done -> rows += done);
    if (!sound) {
      damaged.add(new DamagedSegment(record, manifest, info));
    }
    blobBytesDone +=
        blobs.getOrDefault(info.name(), 0L)
            + blobs.getOrDefault(SegmentIndexes.sidecarName(info.name()), 0L);
    progress.update(blobBytes == 0 ? 1 : (double) blobBytesDone / blobBytes, rows);
  }

  private void addSegment(SegmentInfo info, String file, long offset, String what) {
    problems.add(
        new Problem(
            Problem.Severity.DAMAGE,
            file,
            offset,
            what,
            "restore the database from a backup; 'omen repair --accept-loss' gives up "
                + loss(info)
                + " so that the rest opens"));
  }

  private void addSidecar(
      CollectionRecord record, SegmentInfo info, String file, long offset, String what) {
    stale.put(info.name(), new StaleIndex(record, info));
    problems.add(
        new Problem(
            Problem.Severity.REPAIRABLE,
            file,
            offset,
            what,
            "'omen repair' trains it again from the keys, nothing is lost"));
  }

  /** What is gone where a segment is. */
  static String loss(SegmentInfo info) {
    return "%d rows with keys %d to %d".formatted(info.rows(), info.minKey(), info.maxKey());
  }

  private void findOrphans(Set<String> named) {
    List<String> unnamed =
        blobs.keySet().stream()
            .filter(blob -> !named.contains(SegmentFiles.segmentOf(blob)))
            .sorted()
            .toList();
    boolean known = records.knowsAllManifests() && !storageIsDamaged;
    for (String blob : unnamed) {
      if (known) {
        orphans.add(blob);
      }
      problems.add(
          new Problem(
              Problem.Severity.LEFTOVER,
              blob,
              -1,
              "no manifest names it",
              known
                  ? "'omen repair' removes it, as the next open does"
                  : "keep it: a damaged record may have named it"));
    }
  }
}
