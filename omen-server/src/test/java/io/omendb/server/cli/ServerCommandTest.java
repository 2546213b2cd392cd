package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Database;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands on a server. */
final class ServerCommandTest extends CommandContract {
  private final Database database = Database.open("memory:");
  private final OmenServer server =
      OmenServer.start(database, ServerSettings.of(Map.of(ServerKey.LISTEN, "127.0.0.1:0")));

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  @Override
  public Omen omen() {
    return new Omen("--url", "127.0.0.1:" + server.port());
  }

  @Test
  void noServer_isUnavailable() {
    String url = "127.0.0.1:" + server.port();
    server.close();
    new Omen("--url", url)
        .run("collections")
        .failed(
            ExitCode.UNAVAILABLE,
            "error: UNAVAILABLE: No server answers at " + url + " (start one with 'omen serve')");
  }

  @Test
  void settings_areTheServers() {
    Omen.Answer answer = omen().run("collections", "--set", "index.engine=rmi");
    assertEquals(ExitCode.WRONG_USAGE, answer.code());
    assertTrue(answer.err().contains("--set does not go with --url"), answer.err());
  }

  @Test
  void url_thatIsNone_isWrongUsage() {
    for (String url : new String[] {"", "a b", "host:0", "host:70000", "host:1/path", "::1"}) {
      Omen.Answer answer = new Omen("--url", url).run("collections");
      assertEquals(ExitCode.WRONG_USAGE, answer.code(), url + ": " + answer.err());
    }
  }
}
