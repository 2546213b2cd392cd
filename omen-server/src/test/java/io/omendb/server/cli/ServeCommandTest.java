package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.server.values.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve}, stopped by interrupting its thread as a signal cannot be in a test. */
final class ServeCommandTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path scratch;

  @Test
  void serve_tellsItsPortAndServesUntilStopped() throws Exception {
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
    assertEquals(1, ports.size());
    String url = "127.0.0.1:" + ports.get("grpc");
    new Omen("--url", url).run("create", "things", "--schema", "name utf8").done();

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
}
