package io.omendb.server.cli.care;

import io.omendb.BackupSummary;
import io.omendb.core.care.Problem;
import io.omendb.core.care.RepairReport;
import io.omendb.core.care.VerifyReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The answers as lines for people. */
public final class CareStory {
  private CareStory() {}

  /** What a verification found. */
  public static List<String> of(VerifyReport report, long nanos) {
    List<String> lines = problems(report.problems());
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d collections, %,d segments, %,d rows, %,d records, %,d bytes in %.1f s",
            report.ok() ? "ok" : "NOT OK",
            report.collections(),
            report.segments(),
            report.rows(),
            report.records(),
            report.bytes(),
            nanos / 1e9));
    return lines;
  }

  /** What a repair did, or would do. */
  public static List<String> of(RepairReport report) {
    List<String> lines = new ArrayList<>();
    for (RepairReport.Action action : report.actions()) {
      lines.add(
          (report.dryRun() ? "would " : "")
              + CareFields.name(action.kind())
              + " "
              + action.file()
              + ": "
              + action.detail());
    }
    if (report.actions().isEmpty()) {
      lines.add(report.problems().isEmpty() ? "nothing to repair" : "nothing can be repaired");
    }
    lines.addAll(problems(report.problems()));
    return lines;
  }

  /** What a backup holds. */
  public static List<String> of(Path directory, BackupSummary summary, long nanos) {
    List<String> lines = new ArrayList<>();
    for (BackupSummary.CollectionSeq collection : summary.collections()) {
      lines.add(
          String.format(Locale.ROOT, "%s up to commit %,d", collection.name(), collection.seq()));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d collections, %,d files, %,d bytes in %s, %.1f s",
            summary.collections().size(),
            summary.files(),
            summary.sizeInBytes(),
            directory,
            nanos / 1e9));
    return lines;
  }

  private static List<String> problems(List<Problem> problems) {
    List<String> lines = new ArrayList<>();
    for (Problem problem : problems) {
      String place = problem.offset() < 0 ? "" : " at byte " + problem.offset();
      lines.add(
          CareFields.name(problem.severity())
              + ": "
              + problem.file()
              + place
              + ": "
              + problem.problem());
      lines.add("  " + problem.remedy());
    }
    return lines;
  }
}
