package io.omendb.server.doctor;

import io.omendb.server.config.ServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether a server could listen where it is told to. */
final class PortCheck {
  private static final int BACKLOG = 1;

  private PortCheck() {}

  /**
   * Binds the address for a moment.
   *
   * @param isServed whether the database is open, so that the port may be its server's
   */
  static Finding listen(ServerSettings settings, boolean isServed) {
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    if (address.isUnresolved()) {
      return Finding.attention(
          "port", "no address for the host " + settings.host(), "set server.listen");
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address, BACKLOG);
      return Finding.ok("port", settings.listen() + " is free");
    } catch (IOException e) {
      String found = settings.listen() + ": " + e.getMessage();
      return Finding.attentionIf(
          !isServed,
          "port",
          isServed ? found + "; the database is open, so by its server" : found,
          "end what listens there, or set server.listen to another address");
    }
  }
}
