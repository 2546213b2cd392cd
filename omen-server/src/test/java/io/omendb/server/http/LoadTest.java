package io.omendb.server.http;

import static io.omendb.server.http.HttpFixture.CITIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.server.config.ServerKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More requests than there are threads, clients that do not read, and the end of the server. */
final class LoadTest {
  private final HttpFixture http = new HttpFixture().withCities(3);
  private final GatedDatabase gated = new GatedDatabase(http.database());
  private final BlockingQueue<HttpFixture.Reply> replies = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    http.close();
  }

  private void count(HttpFixture server) {
    Thread.ofVirtual().start(() -> replies.add(server.get(CITIES + "/count")));
  }

  private HttpFixture.Reply next() throws InterruptedException {
    HttpFixture.Reply reply = replies.poll(30, TimeUnit.SECONDS);
    if (reply == null) {
      throw new AssertionError("no answer");
    }
    return reply;
  }

  @Test
  void requests_beyondThreadsAndQueue_areRefusedAtOnce() throws Exception {
    Map<ServerKey, String> one = Map.of(ServerKey.THREADS, "1", ServerKey.QUEUE, "1");
    try (HttpFixture full = new HttpFixture(gated.database(), one)) {
      count(full);
      gated.awaitCount();
      for (int i = 0; i < 3; i++) { // one of which finds room in the queue
        count(full);
      }
      for (int i = 0; i < 2; i++) {
        HttpFixture.Reply refused = next().failed(429, ErrorCode.OVERLOADED, null);
        assertEquals("1", refused.header("Retry-After"));
      }
      assertEquals("ready, 1 collections\n", full.get("/readyz").ok().text());
      assertTrue(full.get("/metrics").ok().text().contains("omendb_http_requests_active "));
      gated.open();
      next().ok();
      next().ok();
    }
  }

  @Test
  void drainAndClose_letRunningRequestsFinish() throws Exception {
    try (HttpFixture ending =
        new HttpFixture(gated.database(), Map.of(ServerKey.GRACE_MILLIS, "30000"))) {
      count(ending);
      gated.awaitCount();
      ending.listener.drain();
      assertEquals(503, ending.get("/readyz").status());
      ending.get(CITIES).failed(503, ErrorCode.UNAVAILABLE, null);
      Thread closing = Thread.ofPlatform().start(ending.listener::close);
      gated.open();
      assertEquals("{\"count\":3}", next().ok().text());
      closing.join();
    }
  }

  @Test
  void clientThatDoesNotRead_isDroppedAndHoldsNothing() throws Exception {
    StringBuilder rows = new StringBuilder("{\"rows\":[");
    for (int key = 0; key < 500; key++) {
      rows.append(key == 0 ? "" : ",")
          .append("{\"key\":")
          .append(key)
          .append(",\"name\":\"")
          .append("x".repeat(15_000))
          .append("\"}");
    }
    http.post(CITIES + "/rows", rows.append("]}").toString()).ok();
    Map<ServerKey, String> impatient = Map.of(ServerKey.HTTP_TIMEOUT_MILLIS, "300");
    try (HttpFixture other = new HttpFixture(http.database(), impatient);
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(1 << 16);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), other.listener.port()));
      socket
          .getOutputStream()
          .write(
              ("GET " + CITIES + "/rows HTTP/1.1\r\nHost: localhost\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      String ended = "route=\"/v1/collections/{collection}/rows\",status=\"200\"} 1";
      while (!other.metrics.scrape().contains(ended) && System.nanoTime() < deadline) {
        Thread.sleep(20);
      }
      assertTrue(other.metrics.scrape().contains(ended), other.metrics.scrape());
      assertTrue(received(socket) < 500 * 15_000, "it got all of it");
      other.get(CITIES).ok();
    }
  }

  /** Bytes that still come out of a connection. */
  private static long received(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    byte[] piece = new byte[1 << 16];
    long sum = 0;
    try {
      for (int read = 0; read >= 0; read = socket.getInputStream().read(piece)) {
        sum += read;
      }
    } catch (SocketException e) {
      return sum; // reset, as a connection is whose other end gives up
    }
    return sum;
  }
}
