package io.omendb.server.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operating system grants. */
final class MachineChecks {
  private static final long LEAST_FILES = 4096;
  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final Path CLOCK_SOURCE =
      Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");
  private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");
  private static final int CLOCK_READS = 10_000;
  private static final long SLOW_CLOCK_NANOS = 1_000;

  private MachineChecks() {}

  static Finding openFiles() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long most = unix.getMaxFileDescriptorCount();
      return Finding.attentionIf(
          most < LEAST_FILES,
          "open files",
          "at most " + most + ", " + unix.getOpenFileDescriptorCount() + " open",
          "raise the limit, for instance with ulimit -n 65536 or LimitNOFILE= of systemd");
    }
    return Finding.ok("open files", "no limit known on this system");
  }

  static Finding hugePages() {
    Matcher chosen = CHOSEN.matcher(read(HUGE_PAGES));
    if (!chosen.find()) {
      return Finding.ok("huge pages", "not known on this system");
    }
    return Finding.attentionIf(
        chosen.group(1).equals("never"),
        "huge pages",
        chosen.group(1),
        "echo madvise > " + HUGE_PAGES + ", so that random reads of large files are faster");
  }

  /** A clock that the kernel has to be asked for costs as much as a lookup. */
  static Finding clock() {
    long start = System.nanoTime();
    long last = start;
    for (int i = 0; i < CLOCK_READS; i++) {
      last = System.nanoTime();
    }
    long nanos = (last - start) / CLOCK_READS;
    String source = read(CLOCK_SOURCE).strip();
    return Finding.attentionIf(
        nanos > SLOW_CLOCK_NANOS,
        "clock",
        (source.isEmpty() ? "" : source + ", ") + Text.nanos(nanos) + " a reading",
        "let the system use its processor's clock (clocksource=tsc)");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // another system, or a container that hides it
    }
  }
}
