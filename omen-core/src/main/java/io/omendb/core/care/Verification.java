package io.omendb.core.care;

import io.omendb.CorruptionException;
import io.omendb.core.care.RecordInspector.Found;
import io.omendb.core.catalog.CollectionRecord;
import io.omendb.core.manifest.Manifest;
import io.omendb.core.segment.SegmentFiles;
import io.omendb.core.segment.SegmentGraphs;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentInspector;
import io.omendb.core.segment.VectorSidecars;
import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageFinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of a database that nobody has open and says what is wrong with it: what the storage
 * engine keeps, every record of catalog, manifests and log, every byte of every segment, every key
 * in every index, every vector's codes, every graph, and which files nobody needs. Changes nothing
 * and does not stop at the first problem. For one thread.
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

  /** A segment with a sidecar, its index, codes or graph, that must be made again. */
  record StaleSidecar(CollectionRecord collection, SegmentInfo info) {}

  /** A file that nobody needs, and why. */
  record Orphan(String file, String why) {}

  private final StorageEngine storage;
  private final Progress progress;
  private final List<Problem> problems = new ArrayList<>();
  private final List<DamagedSegment> damaged = new ArrayList<>();
  private final Map<String, StaleSidecar> stale = new LinkedHashMap<>();
  private final List<Orphan> orphans = new ArrayList<>();
  private final List<String> unfinished = new ArrayList<>();
  private final NavigableSet<String> blobs = new TreeSet<>();

  /** Bytes of each segment and its sidecars. */
  private final Map<String, Long> bytesOf = new HashMap<>();

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

  /** By the sidecar's name. */
  Map<String, StaleSidecar> staleSidecars() {
    return stale;
  }

  /** Blobs that nobody needs; none where that cannot be known. */
  List<Orphan> orphans() {
    return orphans;
  }

  /** Files that were not finished. */
  List<String> unfinished() {
    return unfinished;
  }

  private void verify() {
    storage.verify(this::add);
    for (BlobInfo blob : storage.listBlobs("")) {
      blobs.add(blob.name());
      bytesOf.merge(SegmentFiles.segmentOf(blob.name()), blob.sizeInBytes(), Long::sum);
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
    findUnused(record, info);
    blobBytesDone += bytesOf.getOrDefault(info.name(), 0L);
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
    stale.put(file, new StaleSidecar(record, info));
    problems.add(new Problem(Problem.Severity.REPAIRABLE, file, offset, what, remedy(file)));
  }

  private static String remedy(String sidecar) {
    if (SegmentGraphs.isGraph(sidecar)) {
      return "'omen repair' removes it, nothing is lost: searches do without, a merge builds it"
          + " again";
    }
    return VectorSidecars.isCodes(sidecar)
        ? "'omen repair' makes it again from the vectors, nothing is lost"
        : "'omen repair' trains it again from the keys, nothing is lost";
  }

  /** Codes and graphs beside a segment that searches never ask for. */
  private void findUnused(CollectionRecord record, SegmentInfo info) {
    List<String> codes = VectorSidecars.names(info, record.schema());
    List<String> graphs = SegmentGraphs.names(info, record.schema());
    for (String blob : blobs.tailSet(info.name() + ".", false)) {
      if (!blob.startsWith(info.name() + ".")) {
        return;
      }
      boolean unused =
          (VectorSidecars.isCodes(blob) && !codes.contains(blob))
              || (SegmentGraphs.isGraph(blob) && !graphs.contains(blob));
      if (unused) {
        String why =
            "no column of the segment has such "
                + (SegmentGraphs.isGraph(blob) ? "a graph" : "codes");
        orphans.add(new Orphan(blob, why));
        problems.add(
            new Problem(Problem.Severity.LEFTOVER, blob, -1, why, "'omen repair' removes it"));
      }
    }
  }

  /** What is gone where a segment is. */
  static String loss(SegmentInfo info) {
    return "%d rows with keys %d to %d".formatted(info.rows(), info.minKey(), info.maxKey());
  }

  private void findOrphans(Set<String> named) {
    List<String> unnamed =
        blobs.stream().filter(blob -> !named.contains(SegmentFiles.segmentOf(blob))).toList();
    boolean known = records.knowsAllManifests() && !storageIsDamaged;
    for (String blob : unnamed) {
      if (known) {
        orphans.add(new Orphan(blob, "no manifest names it"));
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
