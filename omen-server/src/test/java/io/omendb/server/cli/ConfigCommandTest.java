package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.DatabaseOptions;
import io.omendb.server.config.ServerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code config show} and {@code config check}. */
final class ConfigCommandTest {
  private final Omen omen = new Omen("--set", "index.engine=rmi");

  @TempDir private Path directory;

  @Test
  void show_printsEverySetting() {
    List<?> rows = Omen.list(omen.run("--json", "config", "show").done().json());
    assertEquals(DatabaseOptions.Key.values().length + ServerKey.values().length, rows.size());
    assertTrue(rows.contains(Map.of("setting", "index.engine", "value", "rmi")), rows.toString());
  }

  @Test
  void show_origin_saysWhereEachIsFrom() {
    List<?> rows = Omen.list(omen.run("--json", "config", "show", "--origin").done().json());
    assertTrue(
        rows.contains(Map.of("setting", "index.engine", "value", "rmi", "origin", "--set")),
        rows.toString());
    assertTrue(
        rows.contains(Map.of("setting", "durability", "value", "sync", "origin", "default")),
        rows.toString());
    assertTrue(omen.run("config", "show", "--origin").done().out().contains("--set"));
  }

  @Test
  void unknownSetting_namesTheNearest() {
    new Omen("--set", "server.thread=3")
        .run("config", "show")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: No setting named 'server.thread', from --set (did you mean"
                + " server.threads?)");
  }

  @Test
  void check_ofAFile_countsWhatIsSet() throws IOException {
    Path file = Files.writeString(directory.resolve("my.yaml"), "segment.rows: 5\n");
    Map<String, ?> answer = omen.run("--json", "config", "check", file.toString()).done().object();
    assertEquals(true, answer.get("ok"));
    assertEquals(file.toString(), answer.get("file"));
    assertEquals("2", String.valueOf(answer.get("settings")));
  }

  @Test
  void check_ofAnUnknownKey_namesTheLine() throws IOException {
    Path file = Files.writeString(directory.resolve("my.yaml"), "# ours\nsegment.row: 5\n");
    omen.run("config", "check", file.toString())
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: No setting named 'segment.row', from "
                + file
                + ":2 (did you mean segment.rows?)");
  }

  @Test
  void check_ofAnEngineThatIsNot_namesThose() {
    Omen.Answer answer = omen.run("--set", "storage.engine=paper", "config", "check");
    assertEquals(ExitCode.NOT_FOUND, answer.code());
    assertTrue(answer.err().contains("No StorageEngine named 'paper'"), answer.err());
  }

  @Test
  void nothing_isWrongUsage() {
    omen.run("config")
        .failed(
            ExitCode.WRONG_USAGE,
            "error: INVALID_ARGUMENT: Missing what to do: show or check (see 'omen config --help')");
  }

  @Test
  void server_hasSettingsOfItsOwn() {
    Omen.Answer answer = new Omen("--url", "127.0.0.1:1").run("config", "show");
    assertEquals(ExitCode.WRONG_USAGE, answer.code());
  }
}
