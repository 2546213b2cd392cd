package io.omendb.server.cli.care;

import io.omendb.BackupSummary;
import io.omendb.core.care.Problem;
import io.omendb.core.care.RepairReport;
import io.omendb.core.care.VerifyReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers as JSON objects. */
public final class CareFields {
  private CareFields() {}

  /** What a verification found. */
  public static Map<String, @Nullable Object> of(VerifyReport report, long nanos) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ok", report.ok());
    fields.put("collections", report.collections());
    fields.put("records", report.records());
    fields.put("segments", report.segments());
    fields.put("rows", report.rows());
    fields.put("files", report.files());
    fields.put("bytes", report.bytes());
    fields.put("nanos", nanos);
    fields.put("problems", problems(report.problems()));
    return fields;
  }

  /** What a repair did, or would do. */
  public static Map<String, @Nullable Object> of(RepairReport report, long nanos) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ok", report.ok());
    fields.put("dryRun", report.dryRun());
    fields.put("actions", report.actions().stream().map(CareFields::action).toList());
    fields.put("nanos", nanos);
    fields.put("problems", problems(report.problems()));
    return fields;
  }

  /** What a backup holds. */
  public static Map<String, @Nullable Object> of(
      Path directory, BackupSummary summary, long nanos) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("directory", directory.toString());
    fields.put("collections", summary.collections().stream().map(CareFields::seq).toList());
    fields.put("files", summary.files());
    fields.put("bytes", summary.sizeInBytes());
    fields.put("nanos", nanos);
    return fields;
  }

  private static Map<String, Object> seq(BackupSummary.CollectionSeq collection) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", collection.name());
    fields.put("seq", collection.seq());
    return fields;
  }

  private static Map<String, Object> action(RepairReport.Action action) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("action", name(action.kind()));
    fields.put("file", action.file());
    fields.put("detail", action.detail());
    return fields;
  }

  private static List<Map<String, @Nullable Object>> problems(List<Problem> problems) {
    return problems.stream().map(CareFields::problem).toList();
  }

  private static Map<String, @Nullable Object> problem(Problem problem) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("severity", name(problem.severity()));
    fields.put("file", problem.file());
    fields.put("offset", problem.offset() < 0 ? null : problem.offset());
    fields.put("problem", problem.problem());
    fields.put("remedy", problem.remedy());
    return fields;
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
