package io.omendb.server.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Makes servers of the JDK, whose limits are properties of the process that it reads once. What
 * somebody has set already stays.
 */
final class JdkServerLimits {
  static {
    // Seconds from the first byte of a request to its last, so that no client dawdles for ever.
    limit("sun.net.httpserver.maxReqTime", "120");
    limit("jdk.httpserver.maxConnections", "1024");
    limit("sun.net.httpserver.maxReqHeaders", "100");
    limit("sun.net.httpserver.maxReqHeaderSize", "65536");
    // What is read of a refused body, for a connection that is closed over it loses the answer.
    limit("sun.net.httpserver.drainAmount", Integer.toString(16 << 20));
    // Otherwise an answer waits for the client's acknowledgement of its own head.
    limit("sun.net.httpserver.nodelay", "true");
  }

  private JdkServerLimits() {}

  /** A server that is bound and not started. */
  static HttpServer bind(InetSocketAddress address) throws IOException {
    return HttpServer.create(address, 0);
  }

  /** The same for TLS, still without its configuration. */
  static HttpsServer bindTls(InetSocketAddress address) throws IOException {
    return HttpsServer.create(address, 0);
  }

  private static void limit(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
