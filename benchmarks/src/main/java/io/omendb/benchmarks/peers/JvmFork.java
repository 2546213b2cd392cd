package io.omendb.benchmarks.peers;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.values.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that measures one system, so that none sees the garbage, the compiled code or the caches of
 * another. It writes notes to standard output, a line each, and results to a file, a line of JSON
 * each. It ends when its parent does.
 *
 * @param name of what is measured, for messages
 * @param main the class to run
 * @param arguments what it is told
 * @param directory for what its libraries unpack
 * @param heapBytes size of its heap
 * @param results the file of results
 */
public record JvmFork(
    String name,
    Class<?> main,
    List<String> arguments,
    Path directory,
    long heapBytes,
    Path results) {
  private static final int LAST_LINES = 5;
  private static final String INCUBATOR = "WARNING: Using incubator modules";

  public JvmFork {
    arguments = List.copyOf(arguments);
  }

  /**
   * Runs it to its end.
   *
   * @param notes receives a line per step
   * @return the fields of each result
   * @throws OmenException {@link ErrorCode#INTERNAL} with what the process said last
   */
  public List<Map<String, @Nullable Object>> run(Consumer<String> notes) {
    try {
      Process process = new ProcessBuilder(command()).redirectErrorStream(true).start();
      Thread killer = new Thread(process::destroyForcibly, "end-" + name);
      Runtime.getRuntime().addShutdownHook(killer);
      try {
        List<String> said = listen(process, notes);
        int code = process.waitFor();
        if (code != 0) {
          throw new OmenException(
              ErrorCode.INTERNAL, name + " could not be measured: " + String.join("; ", said));
        }
      } finally {
        process.destroyForcibly().waitFor();
        Runtime.getRuntime().removeShutdownHook(killer);
      }
      return Files.exists(results) ? read() : List.of();
    } catch (IOException e) {
      throw OmenException.io("Cannot run " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OmenException(ErrorCode.CANCELLED, "Interrupted", e);
    }
  }

  private List<Map<String, @Nullable Object>> read() throws IOException {
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

  private List<String> command() {
    long heap = heapBytes >> 20;
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
            "-Djava.io.tmpdir=" + directory,
            "-Djava.library.path=" + System.getProperty("java.library.path", ""),
            "-Dstdout.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(arguments);
    return command;
  }
}
