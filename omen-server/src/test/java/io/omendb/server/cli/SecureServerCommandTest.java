package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.server.client.SecureServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a server with TLS and tokens. */
@SuppressWarnings("NullAway.Init") // set before each test
final class SecureServerCommandTest {
  @TempDir private Path scratch;
  private SecureServer server;

  @BeforeEach
  void start() throws Exception {
    server = new SecureServer(scratch, true);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<String> options() throws Exception {
    var own = server.clients.issue("client");
    return List.of(
        "--url",
        server.address(),
        "--tls-ca",
        server.authority.file().toString(),
        "--tls-client-cert",
        own.certificate().toString(),
        "--tls-client-key",
        own.key().toString());
  }

  @Test
  void options_openTheServer() throws Exception {
    Omen omen = new Omen(options());
    omen.run("create", "cities", "--schema", "name utf8", "--token", server.admin).done();
    omen.run("--token", server.read, "count", "cities").done();
    Omen.Answer denied = omen.run("--token", server.read, "drop", "cities");
    assertEquals(ExitCode.FAILED, denied.code());
    assertTrue(
        denied.err().startsWith("error: PERMISSION_DENIED: The token 'reader'"), denied.err());
    Omen.Answer none = omen.run("collections");
    assertEquals(ExitCode.FAILED, none.code());
    assertTrue(none.err().startsWith("error: UNAUTHENTICATED: "), none.err());
    Omen.Answer wrong = omen.run("--debug", "--token", server.read + "x", "collections");
    assertFalse(wrong.err().contains(server.read.substring(18)), wrong.err());
  }

  @Test
  void options_withoutAServer_orInHalves_areRefused() throws Exception {
    Omen here = new Omen("--db", scratch.resolve("db").toString());
    here.run("collections", "--token", "x")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: --token and --tls-... go with --url only (leave them out, or"
                + " give --url)");
    Omen.Answer half =
        new Omen("--url", server.address()).run("collections", "--tls-client-cert", "x");
    assertEquals(ExitCode.WRONG_USAGE, half.code());
    assertTrue(half.err().contains("go together"), half.err());
  }

  /** With every logger at its most talkative. */
  @Test
  void environment_hasTheToken_whichNoLogShows() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.config.class=" + LoggingConfiguration.class.getName(),
                "-Domen.log.level=ALL",
                "-cp",
                System.getProperty("java.class.path"),
                OmenCli.class.getName()));
    command.addAll(options());
    command.addAll(List.of("collections", "--json"));
    Path log = scratch.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().put("OMENDB_TOKEN", server.read);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String logged = Files.readString(log);
    assertEquals(0, process.waitFor(), logged);
    assertEquals("[]\n", out);
    assertTrue(logged.contains("io.grpc"), "the log says something: " + logged);
    assertFalse(logged.contains(server.read.substring(18)), logged);
  }
}
