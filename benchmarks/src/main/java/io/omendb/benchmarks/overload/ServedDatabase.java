package io.omendb.benchmarks.overload;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.server.cli.OmenCli;
import io.omendb.server.values.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code omen serve} as a process of its own, on a free port of the loopback interface. */
public final class ServedDatabase implements AutoCloseable {
  private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

  private final Process process;
  private final Thread killer;
  private final String url;

  private ServedDatabase(Process process, Path portFile, Path log) throws InterruptedException {
    this.process = process;
    this.killer = new Thread(process::destroyForcibly, "end-server");
    Runtime.getRuntime().addShutdownHook(killer);
    this.url = awaitUrl(process, portFile, log);
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param directory for the data, the log and the port
   * @param settings as {@code key=value}
   * @param heap the flag of the JVM that says how large its heap may be
   */
  public static ServedDatabase start(Path directory, List<String> settings, String heap) {
    Path portFile = directory.resolve("port.json");
    Path log = directory.resolve("server.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseG1GC",
                heap,
                "-Djava.library.path=" + System.getProperty("java.library.path", ""),
                "-cp",
                System.getProperty("java.class.path"),
                OmenCli.class.getName(),
                "--db",
                directory.resolve("db").toString(),
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--port-file",
                portFile.toString()));
    for (String setting : settings) {
      command.add("--set");
      command.add(setting);
    }
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ServedDatabase(process, portFile, log);
    } catch (IOException e) {
      throw OmenException.io("Cannot start a server", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OmenException(ErrorCode.CANCELLED, "Interrupted", e);
    }
  }

  private static String awaitUrl(Process process, Path portFile, Path log)
      throws InterruptedException {
    long start = System.nanoTime();
    while (!Files.exists(portFile)) {
      if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
        process.destroyForcibly();
        throw new OmenException(ErrorCode.UNAVAILABLE, "The server did not start, see " + log);
      }
      Thread.sleep(Duration.ofMillis(5));
    }
    try {
      var ports = JsonReader.readObject("port file", Files.readString(portFile));
      return "grpc://127.0.0.1:" + ports.get("grpc");
    } catch (IOException e) {
      throw OmenException.io("Cannot read " + portFile, e);
    }
  }

  /** Where clients find it. */
  public String url() {
    return url;
  }

  /** Processor time of all its threads so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
