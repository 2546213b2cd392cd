package io.omendb.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.StatusRuntimeException;
import io.omendb.server.config.ServerKey;
import io.omendb.server.security.Authority;
import io.omendb.server.security.Authority.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are no client's: silent, senseless, too many, too eager. */
final class HostileConnectionsTest {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int ENHANCE_YOUR_CALM = 11;

  @TempDir private Path scratch;

  private static Socket connect(OmenServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Everything until the server closes; fails where it does not. */
  private static byte[] untilClosed(Socket socket) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        received.write(b);
      }
    } catch (SocketException e) {
      // A reset closes as well.
    }
    return received.toByteArray();
  }

  @Test
  void silentConnections_holdNobodyUp_andAreClosed() throws Exception {
    try (RunningServer running =
        new RunningServer(Map.of(ServerKey.LIMITS_HANDSHAKE_MILLIS, "700"))) {
      assertSilentAreClosed(running.server);
      HealthAndReflectionTest.assertServing(running.channel);
    }
  }

  @Test
  void silentConnections_ofAServerWithTls_areClosedToo() throws Exception {
    Identity own = new Authority(scratch, "authority").issue("server");
    Map<ServerKey, String> settings = new HashMap<>();
    settings.put(ServerKey.LIMITS_HANDSHAKE_MILLIS, "700");
    settings.put(ServerKey.TLS_CERT, own.certificate().toString());
    settings.put(ServerKey.TLS_KEY, own.key().toString());
    try (RunningServer running = new RunningServer(settings)) {
      assertSilentAreClosed(running.server);
    }
  }

  private static void assertSilentAreClosed(OmenServer server) throws IOException {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        silent.add(connect(server));
      }
      for (Socket socket : silent) {
        untilClosed(socket); // fails after PATIENCE_MILLIS
      }
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void senselessBytes_areClosed() throws Exception {
    long seed = 20261121;
    SplittableRandom random = new SplittableRandom(seed);
    try (RunningServer running =
        new RunningServer(Map.of(ServerKey.LIMITS_HANDSHAKE_MILLIS, "700"))) {
      for (int i = 0; i < 20; i++) {
        byte[] bytes = new byte[1 + random.nextInt(2_000)];
        random.nextBytes(bytes);
        if (i % 3 == 1) {
          bytes = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        } else if (i % 3 == 2) {
          byte[] behind = bytes;
          bytes = new byte[PREFACE.length + behind.length];
          System.arraycopy(PREFACE, 0, bytes, 0, PREFACE.length);
          System.arraycopy(behind, 0, bytes, PREFACE.length, behind.length);
        }
        try (Socket socket = connect(running.server)) {
          socket.getOutputStream().write(bytes);
          untilClosed(socket);
        } catch (SocketException e) {
          // Closed before all was written.
        }
      }
      HealthAndReflectionTest.assertServing(running.channel);
    }
  }

  @Test
  void tooManyConnections_areClosed_untilOthersEnd() throws Exception {
    try (RunningServer running = new RunningServer(Map.of(ServerKey.LIMITS_CONNECTIONS, "3"))) {
      List<Socket> open = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        open.add(connect(running.server));
      }
      try (Socket fourth = connect(running.server)) {
        assertEquals(0, untilClosed(fourth).length);
      }
      for (Socket socket : open) {
        socket.close();
      }
      for (int i = 0; ; i++) {
        try {
          HealthAndReflectionTest.assertServing(running.channel);
          break;
        } catch (StatusRuntimeException e) {
          assertTrue(i < 200, "no connection after others have ended: " + e);
          running.channel.resetConnectBackoff();
          Thread.sleep(20);
        }
      }
    }
  }

  @Test
  void pingFlood_isToldToCalmDown() throws Exception {
    try (RunningServer running = new RunningServer();
        Socket socket = connect(running.server)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(PREFACE);
      out.write(frame(SETTINGS, 0));
      for (int i = 0; i < 20; i++) {
        out.write(frame(PING, 8));
      }
      socket.getOutputStream().write(out.toByteArray());
      byte[] received = untilClosed(socket);
      assertEquals(ENHANCE_YOUR_CALM, goAwayCode(received));
      HealthAndReflectionTest.assertServing(running.channel);
    }
  }

  private static byte[] frame(int type, int length) {
    byte[] frame = new byte[9 + length];
    frame[2] = (byte) length;
    frame[3] = (byte) type;
    return frame;
  }

  /** The error code of the GOAWAY among the frames; -1 where there is none. */
  private static int goAwayCode(byte[] frames) {
    for (int at = 0; at + 9 <= frames.length; ) {
      int length =
          ((frames[at] & 0xff) << 16) | ((frames[at + 1] & 0xff) << 8) | (frames[at + 2] & 0xff);
      if (frames[at + 3] == GOAWAY) {
        return frames[at + 9 + 7];
      }
      at += 9 + length;
    }
    return -1;
  }
}
