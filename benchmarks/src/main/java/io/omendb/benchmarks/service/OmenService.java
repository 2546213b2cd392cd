package io.omendb.benchmarks.service;

import io.omendb.Collection;
import io.omendb.Database;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.Row;
import io.omendb.Schema;
import io.omendb.benchmarks.peers.JvmFork;
import io.omendb.server.cli.OmenCli;
import io.omendb.server.cli.values.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Our server in a process of its own, with its defaults, and its clients in another. */
public final class OmenService {
  private static final long CLIENT_HEAP_BYTES = 1L << 30;
  private static final long PATIENCE_MILLIS = 60_000;

  private OmenService() {}

  /**
   * Measures.
   *
   * @param notes receives a line per step
   * @return the fields of each result
   */
  public static List<Map<String, @Nullable Object>> run(ServicePlan plan, Consumer<String> notes) {
    Path data = plan.directory().resolve("db");
    notes.accept("loads rows");
    load(data, plan.serviceRows());
    Process server = null;
    try {
      Path ports = plan.directory().resolve("ports.json");
      Path log = plan.directory().resolve("log");
      server = start(data, ports, log);
      awaitPorts(server, ports, log);
      Map<String, @Nullable Object> fields =
          JsonReader.readObject("ports", Files.readString(ports));
      return clients(plan, "grpc://127.0.0.1:" + fields.get("grpc")).run(notes);
    } catch (IOException e) {
      throw OmenException.io("Cannot run the server", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OmenException(ErrorCode.CANCELLED, "Interrupted", e);
    } finally {
      if (server != null) {
        end(server);
      }
    }
  }

  private static void load(Path data, ServiceRows rows) {
    try (Database database = Database.open("file:" + data)) {
      Collection collection =
          database.createCollection(
              OmenClients.COLLECTION, Schema.parse(OmenClients.VALUE + " binary"));
      collection.bulkLoad(
          LongStream.range(0, rows.rows())
              .map(ServiceRows::key)
              .mapToObj(key -> Row.of(key).with(OmenClients.VALUE, rows.value(key)))
              .iterator());
    }
  }

  private static Process start(Path data, Path ports, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseG1GC",
            "-Xms32m",
            "-XX:MaxRAMPercentage=50",
            "-Djava.library.path=" + System.getProperty("java.library.path", ""),
            "-cp",
            System.getProperty("java.class.path"),
            OmenCli.class.getName(),
            "--db",
            data.toString(),
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--port-file",
            ports.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static void awaitPorts(Process server, Path ports, Path log)
      throws IOException, InterruptedException {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!Files.exists(ports)) {
      if (!server.isAlive() || System.currentTimeMillis() > end) {
        throw new OmenException(
            ErrorCode.INTERNAL, "The server did not start: " + Files.readString(log).strip());
      }
      Thread.sleep(10);
    }
  }

  private static JvmFork clients(ServicePlan plan, String url) {
    Path results = plan.directory().resolve("results.jsonl");
    List<String> arguments =
        List.of(
            url,
            Integer.toString(plan.rows()),
            Integer.toString(plan.valueBytes()),
            String.join(",", plan.operations().stream().map(ServiceOperation::text).toList()),
            Long.toString(plan.nanos()),
            results.toString());
    return new JvmFork(
        OmenClients.SYSTEM,
        OmenClients.class,
        arguments,
        plan.directory(),
        CLIENT_HEAP_BYTES,
        results);
  }

  /** Its data are thrown away, so it need not close them. */
  private static void end(Process server) {
    try {
      server.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
