package io.omendb.core.care;

import io.omendb.CorruptionException;
import io.omendb.DatabaseOptions;
import io.omendb.Schema;
import io.omendb.core.care.Problem.Severity;
import io.omendb.core.care.RepairReport.Action;
import io.omendb.core.care.RepairReport.Kind;
import io.omendb.core.care.Verification.DamagedSegment;
import io.omendb.core.care.Verification.Orphan;
import io.omendb.core.care.Verification.StaleSidecar;
import io.omendb.core.manifest.Manifest;
import io.omendb.core.manifest.ManifestStore;
import io.omendb.core.segment.SegmentFiles;
import io.omendb.core.segment.SegmentGraphs;
import io.omendb.core.segment.SegmentIndexes;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.VectorSidecars;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.index.IndexSettings;
import io.omendb.spi.storage.StorageEngine;
import java.util.ArrayList;
import java.util.List;

/**
 * Mends what can be mended without a loss: trains indexes and encodes vectors again and removes
 * what nobody needs. A segment that is damaged is set aside only where the caller accepts the loss,
 * and every loss is named. For one thread.
 */
public final class Repair {
  private final StorageEngine storage;
  private final SegmentIndexes indexes;

  private Repair(StorageEngine storage, DatabaseOptions options) {
    this.storage = storage;
    this.indexes =
        new SegmentIndexes(
            storage,
            EngineRegistry.get()
                .index()
                .select(options.get(DatabaseOptions.Key.INDEX_ENGINE))
                .create(
                    new IndexSettings((int) options.getLong(DatabaseOptions.Key.INDEX_EPSILON))));
  }

  /**
   * Says what a repair would do; changes nothing.
   *
   * @param acceptLoss whether damaged segments are to be set aside
   */
  public static RepairReport plan(CareLocation location, boolean acceptLoss, Progress progress) {
    try (StorageEngine storage = location.openReadOnly()) {
      Verification found = Verification.of(storage, progress);
      return new RepairReport(true, actions(found, acceptLoss), remaining(found, acceptLoss));
    } catch (CorruptionException e) {
      return new RepairReport(true, List.of(), Verification.unopened(e).problems());
    }
  }

  /**
   * Repairs, and verifies what came of it.
   *
   * @param acceptLoss whether damaged segments are set aside
   */
  public static RepairReport run(CareLocation location, boolean acceptLoss, Progress progress) {
    List<Action> actions = new ArrayList<>();
    try {
      boolean anything;
      try (StorageEngine storage = location.openReadOnly()) {
        Verification found = Verification.of(storage, progress);
        anything = !actions(found, acceptLoss).isEmpty();
        found.unfinished().forEach(file -> actions.add(removal(file)));
      }
      if (anything) {
        try (StorageEngine storage = location.open()) { // which removes what was not finished
          // Looked at again, for somebody may have had it open in between.
          Verification found = Verification.of(storage, Progress.NONE);
          actions.addAll(actions(found, acceptLoss));
          new Repair(storage, location.options()).apply(found, acceptLoss);
        }
      }
    } catch (CorruptionException e) {
      return new RepairReport(false, List.of(), Verification.unopened(e).problems());
    }
    return new RepairReport(false, actions, Verification.run(location, Progress.NONE).problems());
  }

  private static Action removal(String unfinished) {
    return new Action(Kind.REMOVE, unfinished, "it was not finished");
  }

  private static List<Action> actions(Verification found, boolean acceptLoss) {
    List<Action> actions = new ArrayList<>();
    found.unfinished().forEach(file -> actions.add(removal(file)));
    for (String sidecar : found.staleSidecars().keySet()) {
      actions.add(makeAgain(sidecar));
    }
    for (Orphan orphan : found.orphans()) {
      actions.add(new Action(Kind.REMOVE, orphan.file(), orphan.why()));
    }
    if (acceptLoss) {
      for (DamagedSegment segment : found.damagedSegments()) {
        actions.add(new Action(Kind.QUARANTINE, segment.info().name(), loss(segment)));
      }
    }
    return actions;
  }

  private static Action makeAgain(String sidecar) {
    if (SegmentGraphs.isGraph(sidecar)) {
      return new Action(
          Kind.REMOVE, sidecar, "searches do without it until a merge builds it again");
    }
    return VectorSidecars.isCodes(sidecar)
        ? new Action(Kind.ENCODE, sidecar, "from the vectors of the segment")
        : new Action(Kind.RETRAIN, sidecar, "from the keys of the segment");
  }

  private static String loss(DamagedSegment segment) {
    SegmentInfo info = segment.info();
    return "collection '%s' loses %s, written by commits %d to %d%s"
        .formatted(
            segment.collection().name(),
            Verification.loss(info),
            info.minSeq(),
            info.maxSeq(),
            "; older versions of these keys in other segments come to light"
                + (info.deletedRows() > 0
                    ? ", those of " + info.deletedRows() + " deleted rows too"
                    : ""));
  }

  /** What the actions leave as it is. */
  private static List<Problem> remaining(Verification found, boolean acceptLoss) {
    List<String> given =
        acceptLoss
            ? found.damagedSegments().stream().map(segment -> segment.info().name()).toList()
            : List.of();
    return found.report().problems().stream()
        .filter(problem -> problem.severity() == Severity.DAMAGE)
        .filter(problem -> given.stream().noneMatch(name -> problem.file().endsWith(name)))
        .toList();
  }

  private void apply(Verification found, boolean acceptLoss) {
    found.staleSidecars().forEach(this::makeAgain);
    found.orphans().forEach(orphan -> storage.deleteBlob(orphan.file()));
    if (acceptLoss) {
      found.damagedSegments().forEach(this::quarantine);
    }
  }

  private void makeAgain(String sidecar, StaleSidecar stale) {
    Schema schema = stale.collection().schema();
    if (SegmentGraphs.isGraph(sidecar)) {
      storage.deleteBlob(sidecar);
    } else if (VectorSidecars.isCodes(sidecar)) {
      VectorSidecars.rewrite(storage, stale.info(), schema, sidecar);
    } else {
      indexes.retrain(stale.info(), schema);
    }
  }

  /*
   * The file is moved first. Were the manifest changed first and the machine to fail in between, the
   * next open would take the file for an orphan and remove it; this way round it finds a segment
   * missing and says so, and the next repair goes on from there.
   */
  private void quarantine(DamagedSegment segment) {
    String name = segment.info().name();
    storage.quarantineBlob(name);
    SegmentFiles.delete(storage, name);
    ManifestStore manifests =
        new ManifestStore(storage, segment.collection().id(), segment.collection().name());
    Manifest present = manifests.load(ManifestStore.MAIN);
    manifests.replace(
        ManifestStore.MAIN,
        present,
        new Manifest(
            present.number() + 1,
            present.flushedSeq(),
            present.nextSegment(),
            present.segments().stream().filter(info -> !info.name().equals(name)).toList()));
  }
}
