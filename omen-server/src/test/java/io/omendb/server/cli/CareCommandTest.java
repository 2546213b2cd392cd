package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Database;
import io.omendb.server.config.ServerKey;
import io.omendb.server.config.ServerSettings;
import io.omendb.server.grpc.OmenServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** verify, repair and backup as a user types them. */
class CareCommandTest {
  @TempDir Path scratch;

  private Omen omen() {
    return at("db");
  }

  private Omen at(String name) {
    return new Omen("--db", scratch.resolve(name).toString());
  }

  @BeforeEach
  void fill() throws IOException {
    omen().run("create", "places", "--schema", "name utf8").done();
    StringBuilder rows = new StringBuilder("key,name\n");
    for (int i = 0; i < 1_000; i++) {
      rows.append(i * 7).append(",n").append(i).append('\n');
    }
    Path file = Files.writeString(scratch.resolve("rows.csv"), rows);
    omen().run("import", "places", file.toString()).done();
    omen().run("flush").done();
    omen().run("delete", "places", "7").done();
  }

  private Path blob(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(scratch.resolve("db/blobs"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private static void flip(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
  }

  @Test
  void verify_ofAWholeDatabase_isOk() {
    Map<String, @Nullable Object> answer = omen().run("verify", "--json").done().object();
    assertEquals(true, answer.get("ok"));
    assertEquals(new BigDecimal(1), answer.get("collections"));
    assertEquals(new BigDecimal(1_000), answer.get("rows"));
    assertEquals(List.of(), answer.get("problems"));
    String text = omen().run("verify").done().out();
    assertTrue(text.startsWith("ok: 1 collections, 1 segments, 1,000 rows"), text);
  }

  @Test
  void verify_ofADamagedSegment_namesItAndEndsWith5() throws IOException {
    Path segment = blob(".arrow");
    flip(segment);
    Omen.Answer answer = omen().run("verify", "--json");
    assertEquals(ExitCode.CORRUPTION, answer.code());
    assertTrue(answer.err().startsWith("error: CORRUPTION: "), answer.err());
    assertEquals(1, answer.err().lines().count());
    assertEquals(false, answer.object().get("ok"));
    Map<?, ?> problem = Omen.map(Omen.list(answer.object().get("problems")).getFirst());
    assertEquals("damage", problem.get("severity"));
    assertEquals(String.valueOf(segment.getFileName()), problem.get("file"));
    assertTrue(String.valueOf(problem.get("remedy")).contains("0 to 6993"), problem.toString());
    assertTrue(omen().run("verify").out().contains("NOT OK"));
  }

  @Test
  void repair_ofAnIndex_losesNothing() throws IOException {
    Path index = blob(".index");
    Files.delete(index);
    Omen.Answer planned = omen().run("repair", "--dry-run", "--json").done();
    Map<?, ?> action = Omen.map(Omen.list(planned.object().get("actions")).getFirst());
    assertEquals("retrain", action.get("action"));
    assertEquals(String.valueOf(index.getFileName()), action.get("file"));
    assertFalse(Files.exists(index));
    assertEquals(ExitCode.CORRUPTION, omen().run("verify").code());

    assertTrue(omen().run("repair").done().out().startsWith("retrain places-"));
    assertTrue(Files.exists(index));
    omen().run("verify").done();
    assertEquals("nothing to repair\n", omen().run("repair").done().out());
    assertEquals("999\n", omen().run("count", "places").done().out());
  }

  @Test
  void repair_ofASegment_asksForTheLossToBeAccepted() throws IOException {
    flip(blob(".arrow"));
    Omen.Answer refused = omen().run("repair", "--json");
    assertEquals(ExitCode.CORRUPTION, refused.code());
    assertEquals(List.of(), refused.object().get("actions"));
    assertEquals(ExitCode.CORRUPTION, omen().run("count", "places").code());

    Omen.Answer done = omen().run("repair", "--accept-loss", "--json");
    assertEquals(ExitCode.DONE, done.code());
    assertTrue(done.err().startsWith("loss: places-1-000001.arrow: "), done.err());
    assertTrue(done.err().contains("loses 1000 rows with keys 0 to 6993"), done.err());
    omen().run("verify").done();
    assertEquals("0\n", omen().run("count", "places").done().out());
    assertTrue(Files.exists(scratch.resolve("db/quarantine/places-1-000001.arrow")));
  }

  @Test
  void backup_createVerifyRestore() {
    String backup = scratch.resolve("backup").toString();
    Map<String, @Nullable Object> made =
        omen().run("backup", "create", backup, "--json").done().object();
    Map<?, ?> collection = Omen.map(Omen.list(made.get("collections")).getFirst());
    assertEquals("places", collection.get("name"));
    assertEquals(new BigDecimal(2), collection.get("seq"));
    assertEquals(true, omen().run("backup", "verify", backup, "--json").done().object().get("ok"));
    at("restored").run("backup", "restore", backup).done();
    assertEquals(
        omen().run("scan", "places", "--json").done().out(),
        at("restored").run("scan", "places", "--json").done().out());
    at("restored").run("verify").done();

    Omen.Answer again = at("restored").run("backup", "restore", backup);
    assertEquals(ExitCode.WRONG_USAGE, again.code());
    assertTrue(again.err().contains("no empty directory"), again.err());
    again = omen().run("backup", "create", backup);
    assertEquals(ExitCode.WRONG_USAGE, again.code());
  }

  @Test
  void backup_thatWasCutShort_isRefused() throws IOException {
    Path backup = scratch.resolve("backup");
    omen().run("backup", "create", backup.toString()).done();
    Files.delete(backup.resolve("BACKUP"));
    for (String command : List.of("verify", "restore")) {
      Omen.Answer answer = at("restored").run("backup", command, backup.toString(), "--json");
      assertEquals(ExitCode.CORRUPTION, answer.code());
      Map<?, ?> problem = Omen.map(Omen.list(answer.object().get("problems")).getFirst());
      assertNull(problem.get("offset"));
      assertTrue(String.valueOf(problem.get("problem")).contains("not finished"));
    }
    assertFalse(Files.exists(scratch.resolve("restored")));
  }

  @Test
  void backup_ofAServer_isWrittenThere() {
    Path backup = scratch.resolve("backup");
    try (Database database = Database.open("file:" + scratch.resolve("db"));
        OmenServer server =
            OmenServer.start(
                database, ServerSettings.of(Map.of(ServerKey.LISTEN, "127.0.0.1:0")))) {
      Omen remote = new Omen("--url", "127.0.0.1:" + server.port());
      Map<String, @Nullable Object> made =
          remote.run("backup", "create", backup.toString(), "--json").done().object();
      assertEquals(new BigDecimal(4), made.get("files")); // a delete was flushed, too
      Omen.Answer relative = remote.run("backup", "create", "somewhere");
      assertEquals(ExitCode.WRONG_USAGE, relative.code());
      assertTrue(relative.err().contains("absolute path on the server"), relative.err());
      for (List<String> offline :
          List.of(
              List.of("verify"),
              List.of("repair"),
              List.of("backup", "verify", backup.toString()),
              List.of("backup", "restore", backup.toString()))) {
        Omen.Answer refused = remote.run(offline.toArray(String[]::new));
        assertEquals(ExitCode.WRONG_USAGE, refused.code());
        assertTrue(refused.err().contains("--url does not go with"), refused.err());
      }
      Omen.Answer locked = omen().run("verify");
      assertEquals(ExitCode.CONFLICT, locked.code());
    }
    at("restored").run("backup", "restore", backup.toString()).done();
    assertEquals("999\n", at("restored").run("count", "places").done().out());
  }

  @Test
  void whereNothingIs_isNotFound() {
    for (List<String> command :
        List.of(
            List.of("verify"),
            List.of("repair"),
            List.of("backup", "create", scratch.resolve("b").toString()),
            List.of("backup", "verify", scratch.resolve("b").toString()),
            List.of("backup", "restore", scratch.resolve("b").toString()))) {
      Omen.Answer answer = at("none").run(command.toArray(String[]::new));
      assertEquals(ExitCode.NOT_FOUND, answer.code(), command + answer.err());
    }
    assertFalse(Files.exists(scratch.resolve("none")) || Files.exists(scratch.resolve("b")));
    assertEquals(ExitCode.WRONG_USAGE, omen().run("backup").code());
    assertTrue(omen().run("backup").err().contains("create, verify"));
  }
}
