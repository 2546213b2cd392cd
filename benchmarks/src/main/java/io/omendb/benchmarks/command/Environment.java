package io.omendb.benchmarks.command;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a figure must be read with: machine, JDK, commit and load. */
final class Environment {
  private final String commit;
  private final double loadAtStart = load();

  Environment(String commit) {
    this.commit = commit;
  }

  /** The fields of {@code environment}; the load at the end is that of now. */
  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("cpu", cpu());
    fields.put("cores", Runtime.getRuntime().availableProcessors());
    fields.put("memoryMiB", memoryBytes() >> 20);
    fields.put("caches", caches());
    fields.put("jdk", Runtime.version().toString());
    fields.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    fields.put("commit", commit);
    fields.put("loadAtStart", loadAtStart);
    fields.put("loadAtEnd", load());
    return fields;
  }

  /** The load average of the last minute. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static long memoryBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /** What the processor calls itself. */
  static String cpu() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** Level and size of the caches of one core, as Linux tells; empty elsewhere. */
  private static Map<String, String> caches() {
    Map<String, String> caches = new TreeMap<>();
    Path folder = Path.of("/sys/devices/system/cpu/cpu0/cache");
    try (DirectoryStream<Path> indexes = Files.newDirectoryStream(folder, "index*")) {
      for (Path index : indexes) {
        String type = read(index, "type");
        if (!type.equals("Instruction")) {
          caches.put("L" + read(index, "level"), read(index, "size"));
        }
      }
    } catch (IOException e) {
      return Map.of();
    }
    return caches;
  }

  private static String read(Path folder, String file) throws IOException {
    return Files.readString(folder.resolve(file)).strip();
  }
}
