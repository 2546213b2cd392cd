package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.server.values.JsonReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve}, stopped by interrupting its thread as a signal cannot be in a test. */
final class ServeCommandTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path scratch;

  @Test
  void serve_tellsItsPortsAndServesUntilStopped() throws Exception {
    Path portFile = scratch.resolve("port.json");
    CompletableFuture<Omen.Answer> answer = new CompletableFuture<>();
    Thread server =
        new Thread(() ->
            answer.complete(
                new Omen("--db", scratch.resolve("db").toString())
                    .run("serve", "--listen", "127.0.0.1:0", "--port-file", portFile.toString())));
    server.start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(portFile) && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    var ports = JsonReader.readObject("port file", Files.readString(portFile));
    assertEquals(List.of("grpc", "http"), List.copyOf(ports.keySet()));
    String url = "127.0.0.1:" + ports.get("grpc");
    new Omen("--url", url).run("create", "things", "--schema", "name utf8").done();
    assertEquals(
        "{\"name\":\"things\",\"schema\":\"name utf8\"}",
        web("127.0.0.1:" + ports.get("http") + "/v1/collections/things"));
    String metrics = web("127.0.0.1:" + ports.get("http") + "/metrics");
    assertTrue(
        metrics.contains(
            "omendb_grpc_requests_seconds_count{code=\"OK\",method=\"CreateCollection\","
                + "service=\"omendb.v1.CollectionService\"} 1"),
        metrics);

    server.interrupt();
    Omen.Answer stopped = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertEquals(ExitCode.DONE, stopped.code(), stopped.err());
    assertTrue(stopped.err().startsWith("ready: "), stopped.err());
    assertEquals(
        "[{\"name\":\"things\",\"rows\":0,\"schema\":\"name utf8\"}]\n",
        new Omen("--db", scratch.resolve("db").toString())
            .run("collections", "--json")
            .done()
            .out());
  }

  private static String web(String address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://" + address)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void serve_onAnHttpPortThatIsTaken_failsAndLeavesNothingRunning() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      Omen omen = new Omen("--db", scratch.resolve("db").toString());
      omen.run("serve", "--listen", "127.0.0.1:0", "--http", address)
          .failed(
              ExitCode.UNAVAILABLE,
              "error: UNAVAILABLE: Cannot listen on "
                  + address
                  + ": Address already in use (choose another address, port 0 for any free one, or"
                  + " http.listen=off)");
      omen.run("collections").done(); // the directory is free again
    }
  }

  @Test
  void serve_withoutHttp_hasNoPortForIt() throws Exception {
    Path portFile = scratch.resolve("port.json");
    Thread server =
        new Thread(() ->
            new Omen("--db", scratch.resolve("db").toString())
                .run(
                    "serve",
                    "--listen",
                    "127.0.0.1:0",
                    "--http",
                    "off",
                    "--port-file",
                    portFile.toString()));
    server.start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(portFile) && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    var ports = JsonReader.readObject("port file", Files.readString(portFile));
    server.interrupt();
    server.join();
    assertEquals(List.of("grpc"), List.copyOf(ports.keySet()));
  }
}
