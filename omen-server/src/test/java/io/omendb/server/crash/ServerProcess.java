package io.omendb.server.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.server.cli.OmenCli;
import io.omendb.server.cli.values.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code omen serve} as a process of its own, on the class path of this one. */
final class ServerProcess implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 120_000;

  private final Process process;
  private final String url;

  private ServerProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts a server on a directory; its messages go to a file beside it. */
  static ServerProcess start(Path scratch) throws IOException, InterruptedException {
    Path portFile = scratch.resolve("port.json");
    Files.deleteIfExists(portFile);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                OmenCli.class.getName(),
                "--db",
                scratch.resolve("db").toString(),
                "--set",
                "memtable.bytes=65536",
                "--set",
                "merge.segments=3",
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--port-file",
                portFile.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(scratch.resolve("log").toFile()))
            .start();
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!Files.exists(portFile)) {
      boolean late = System.currentTimeMillis() > deadline;
      if (late || !process.isAlive()) {
        process.destroyForcibly();
        throw new AssertionError("no server: " + Files.readString(scratch.resolve("log")));
      }
      Thread.sleep(5);
    }
    var ports = JsonReader.readObject("port file", Files.readString(portFile));
    return new ServerProcess(process, "grpc://127.0.0.1:" + ports.get("grpc"));
  }

  String url() {
    return url;
  }

  /** Ends it with SIGKILL and waits until it is gone. */
  void kill() throws InterruptedException {
    assertTrue(process.isAlive(), "it ended by itself");
    process.destroyForcibly().waitFor();
  }

  /** Asks it to end with SIGTERM, and returns its exit code. */
  int terminate() throws InterruptedException {
    assertTrue(process.isAlive(), "it ended by itself");
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
