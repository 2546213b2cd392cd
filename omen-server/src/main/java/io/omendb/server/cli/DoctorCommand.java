package io.omendb.server.cli;

import io.omendb.DatabaseOptions;
import io.omendb.OmenException;
import io.omendb.server.cli.console.OutputFormat;
import io.omendb.server.cli.console.RowPrinter;
import io.omendb.server.config.Configuration;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.doctor.Doctor;
import io.omendb.server.doctor.Finding;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Says whether this machine suits a database; ends with 1 where something needs attention. */
@Command(
    name = "doctor",
    description = "Check JVM, machine, disk and port, and say what to do; 1 where something is.")
final class DoctorCommand extends OmenCommand {
  private boolean attention;

  @Override
  void run() {
    root().requireNoServer("it looks at this machine");
    VectorModule.load();
    List<Finding> findings = new ArrayList<>();
    try {
      Configuration configuration = root().configuration(List.of());
      findings.addAll(
          Doctor.examine(root().directory(), configuration.database(), configuration.server()));
      findings.addFirst(new Finding("settings", true, "all known and within their bounds", ""));
    } catch (OmenException e) {
      findings.addAll(
          Doctor.examine(
              root().directory(), DatabaseOptions.defaults(), ServerSettings.defaults()));
      findings.addFirst(
          new Finding("settings", false, e.what(), e.remedy().orElse("correct it there")));
    }
    attention = findings.stream().anyMatch(finding -> !finding.ok());
    print(findings);
  }

  private void print(List<Finding> findings) {
    boolean forPeople = console().format() == OutputFormat.TABLE;
    RowPrinter printer = console().rows(List.of("check", "ok", "found", "remedy"));
    for (Finding finding : findings) {
      Object ok = forPeople ? (finding.ok() ? "ok" : "ATTENTION") : finding.ok();
      printer.print(List.of(finding.check(), ok, finding.found(), finding.remedy()));
    }
    printer.end();
  }

  @Override
  int exitCode() {
    return attention ? ExitCode.FAILED : ExitCode.DONE;
  }
}
