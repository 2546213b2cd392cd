package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code token}: the file beside the database, and what is shown of it. */
final class TokenCommandTest {
  @TempDir private Path scratch;

  private Omen omen() {
    return new Omen("--db", scratch.resolve("db").toString());
  }

  @Test
  void create_printsTheTokenOnce() throws Exception {
    Omen.Answer made =
        omen()
            .run(
                "token",
                "create",
                "--role",
                "write",
                "--collections",
                "logs_*,cities",
                "--name",
                "ci");
    assertEquals(ExitCode.DONE, made.code(), made.err());
    String token = made.out().strip();
    assertTrue(token.matches("omen_[0-9a-f]{12}_[A-Za-z0-9_-]{43}"), token);
    Path file = scratch.resolve("db.tokens.json");
    assertTrue(made.err().contains(file.toString()), made.err());
    assertFalse(Files.readString(file).contains(token.substring(18)));

    List<?> listed = Omen.list(omen().run("token", "list", "--json").done().json());
    Map<?, ?> entry = Omen.map(listed.getFirst());
    assertEquals(1, listed.size());
    assertEquals("ci", entry.get("name"));
    assertEquals("write", entry.get("role"));
    assertEquals("logs_*,cities", entry.get("collections"));
    assertEquals(token.substring(5, 17), entry.get("id"));
    assertFalse(listed.toString().contains(token.substring(18)), listed.toString());

    Map<String, @Nullable Object> other =
        omen().run("token", "create", "--role", "read", "--json").done().object();
    assertEquals(other.get("id"), other.get("name"));
    assertEquals(file.toString(), other.get("file"));
    Omen.Answer revoked = omen().run("token", "revoke", "ci", "--json").done();
    assertEquals("ci", revoked.object().get("name"));
    Omen.Answer last = omen().run("token", "revoke", String.valueOf(other.get("id")));
    assertTrue(last.err().contains("last token"), last.err());
    assertEquals("[]\n", omen().run("token", "list", "--json").done().out());
  }

  @Test
  void tokensFile_isWhereTheSettingSays() {
    Path elsewhere = scratch.resolve("elsewhere.json");
    String set = "tokens.file=" + elsewhere;
    assertEquals(
        ExitCode.DONE, omen().run("token", "create", "--role", "admin", "--set", set).code());
    assertTrue(Files.exists(elsewhere));
    omen()
        .run("token", "list", "--set", "tokens.file=none")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: tokens.file is none, so there is no token file (set it to a"
                + " file, or to auto)");
  }

  @Test
  void badArguments_areRefused() {
    omen()
        .run("token", "create", "--role", "king")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: No role named 'king' (use admin, write or read)");
    omen()
        .run("token")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: Missing what to do: create, list or revoke (see 'omen token"
                + " --help')");
    assertEquals(
        ExitCode.WRONG_USAGE,
        omen().run("token", "create", "--role", "read", "--collections", "A B").code());
    assertEquals(ExitCode.NOT_FOUND, omen().run("token", "revoke", "nobody").code());
    Omen.Answer remote = new Omen("--url", "127.0.0.1:1").run("token", "list");
    assertTrue(remote.err().contains("where the server runs"), remote.err());
  }
}
