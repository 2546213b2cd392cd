package io.omendb.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.cli.values.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures one store in a JVM of its own, so that no store sees the garbage, the compiled code or
 * the caches of another.
 */
public final class PeerFork {
  private static final long BASE_HEAP_BYTES = 1L << 30;
  private static final double MOST_OF_MEMORY = 0.5;
  private static final int LAST_LINES = 5;
  private static final String INCUBATOR = "WARNING: Using incubator modules";

  private PeerFork() {}

  /**
   * Runs a plan.
   *
   * @param notes receives a line per step
   * @return the fields of each result
   * @throws OmenException {@link ErrorCode#INTERNAL} with what the process said last
   */
  public static List<Map<String, @Nullable Object>> run(PeerPlan plan, Consumer<String> notes) {
    Path results = plan.directory().resolve("results.jsonl");
    try {
      Process process =
          new ProcessBuilder(command(plan, results)).redirectErrorStream(true).start();
      Thread killer = new Thread(process::destroyForcibly, "end-" + plan.system().text());
      Runtime.getRuntime().addShutdownHook(killer);
      try {
        List<String> said = listen(process, notes);
        int code = process.waitFor();
        if (code != 0) {
          throw new OmenException(
              ErrorCode.INTERNAL,
              plan.system().text() + " could not be measured: " + String.join("; ", said));
        }
      } finally {
        process.destroyForcibly().waitFor();
        Runtime.getRuntime().removeShutdownHook(killer);
      }
      return Files.exists(results) ? read(results) : List.of();
    } catch (IOException e) {
      throw OmenException.io("Cannot run " + plan.system().text(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OmenException(ErrorCode.CANCELLED, "Interrupted", e);
    }
  }

  private static List<Map<String, @Nullable Object>> read(Path results) throws IOException {
    List<Map<String, @Nullable Object>> fields = new ArrayList<>();
    for (String line : Files.readAllLines(results)) {
      fields.add(JsonReader.readObject("result", line));
    }
    return fields;
  }

  /** Passes on the notes; returns the last lines. */
  private static List<String> listen(Process process, Consumer<String> notes) throws IOException {
    List<String> last = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(INCUBATOR)) {
          continue;
        }
        notes.accept(line);
        if (!line.isBlank() && !line.startsWith("\tat ")) {
          last.add(line.strip());
          if (last.size() > LAST_LINES) {
            last.removeFirst();
          }
        }
      }
    }
    return last;
  }

  private static List<String> command(PeerPlan plan, Path results) {
    long heap = heapBytes(plan) >> 20;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseG1GC",
            "-XX:+AlwaysPreTouch",
            "-Xms" + heap + "m",
            "-Xmx" + heap + "m",
            // Libraries unpack their native part there, and it goes with the data.
            "-Djava.io.tmpdir=" + plan.directory(),
            "-Djava.library.path=" + System.getProperty("java.library.path", ""),
            "-Dstdout.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            PeerProcess.class.getName()));
    command.addAll(PeerProcess.arguments(plan, results));
    return command;
  }

  /** The same for every store: room for a cache of all rows as objects, and as much again. */
  private static long heapBytes(PeerPlan plan) {
    long data = new PeerSetup(plan.directory(), plan.rows(), plan.valueBytes()).dataBytes();
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return Math.min(BASE_HEAP_BYTES + 3 * data, (long) (memory * MOST_OF_MEMORY));
  }
}
