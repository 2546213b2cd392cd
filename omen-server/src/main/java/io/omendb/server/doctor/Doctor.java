package io.omendb.server.doctor;

import io.omendb.DatabaseOptions;
import io.omendb.server.config.ServerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the JVM, the machine, the data directory and the address of a server. The directory need
 * not be there yet. Takes about a second, most of it for writes to the disk.
 */
public final class Doctor {
  private Doctor() {}

  /**
   * Runs all checks.
   *
   * @param directory the data directory
   * @param options of the database
   * @param settings of the server
   */
  public static List<Finding> examine(
      Path directory, DatabaseOptions options, ServerSettings settings) {
    DirectoryChecks place = new DirectoryChecks(directory, options);
    List<Finding> findings = new ArrayList<>();
    findings.add(JvmChecks.version());
    findings.add(JvmChecks.nativeAccess());
    findings.add(JvmChecks.compute(options));
    findings.add(JvmChecks.heap(options));
    findings.add(MachineChecks.openFiles());
    findings.add(MachineChecks.hugePages());
    findings.add(MachineChecks.clock());
    findings.add(place.time());
    findings.add(place.disk());
    findings.add(place.fsync());
    findings.add(place.lock());
    findings.add(PortCheck.listen(settings, place.isHeld()));
    return findings;
  }
}
