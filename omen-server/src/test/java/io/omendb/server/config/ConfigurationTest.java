package io.omendb.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.DatabaseOptions;
import io.omendb.Durability;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationTest {
  @TempDir private Path directory;

  @Test
  void load_nothing_givesDefaults() {
    Configuration configuration = Configuration.load(null, Map.of(), List.of());
    assertEquals(ServerSettings.defaults(), configuration.server());
    assertEquals(Map.of(), configuration.database().explicit());
    assertEquals("127.0.0.1:7617", configuration.server().listen());
    assertTrue(configuration.settings().stream().allMatch(s -> s.origin().equals("default")));
  }

  @Test
  void load_laterSourceWins() throws IOException {
    Path file = yaml("index: {engine: linear}\nsegment.rows: 1000\ndurability: async\n");
    Configuration configuration =
        Configuration.load(
            file,
            Map.of("OMENDB_INDEX_ENGINE", "pgm", "OMENDB_SEGMENT_ROWS", "2000", "PATH", "/bin"),
            List.of("index.engine=rmi", "index.engine=btree"));
    DatabaseOptions options = configuration.database();
    assertEquals("btree", options.get(DatabaseOptions.Key.INDEX_ENGINE));
    assertEquals(2000, options.getLong(DatabaseOptions.Key.SEGMENT_ROWS));
    assertEquals(Durability.ASYNC, options.durability());
    assertEquals(
        new Setting("index.engine", "btree", "--set"), setting(configuration, "index.engine"));
    assertEquals("OMENDB_SEGMENT_ROWS", setting(configuration, "segment.rows").origin());
    assertEquals(file + ":3", setting(configuration, "durability").origin());
  }

  @Test
  void load_serverSettings() throws IOException {
    Path file = yaml("server:\n  listen: '[::1]:0'\n  threads: 3\n  grace: {millis: 5}\n");
    ServerSettings server = Configuration.load(file, Map.of(), List.of("server.queue=7")).server();
    assertEquals("::1", server.host());
    assertEquals(0, server.port());
    assertEquals(3, server.threads());
    assertEquals(7, server.queue());
    assertEquals(256, server.scans());
    assertEquals(256, server.views());
    assertEquals(Duration.ofMinutes(10), server.viewIdle());
    assertEquals(Duration.ofMillis(5), server.grace());
    assertEquals("[::1]:0", server.listen());
  }

  @Test
  void settings_listEveryKeyOnce() {
    List<String> keys =
        Configuration.load(null, Map.of(), List.of()).settings().stream()
            .map(Setting::key)
            .toList();
    assertEquals(SettingNames.ALL, keys);
    assertEquals(DatabaseOptions.Key.values().length + ServerKey.values().length, keys.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# a comment\n", "---\n"})
  void load_emptyFile_setsNothing(String text) throws IOException {
    assertEquals(
        Map.of(), Configuration.load(yaml(text), Map.of(), List.of()).database().explicit());
  }

  @ParameterizedTest
  @CsvSource({
    "index.enigne=pgm, index.engine",
    "segmentrows=1, segment.rows",
    "durabilty=sync, durability"
  })
  void load_unknownKey_namesTheNearest(String assignment, String nearest) {
    OmenException error = refused(null, Map.of(), List.of(assignment));
    assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
    assertEquals(Optional.of("did you mean " + nearest + "?"), error.remedy());
  }

  @Test
  void load_unknownKeyInFile_namesKeyAndFile() throws IOException {
    Path file = yaml("index: {engines: pgm}");
    OmenException error = refused(file, Map.of(), List.of());
    assertEquals("No setting named 'index.engines', from " + file + ":1", error.what());
    assertEquals(Optional.of("did you mean index.engine?"), error.remedy());
  }

  @Test
  void load_environment_refusesTypingErrorsOnly() {
    OmenException error = refused(null, Map.of("OMENDB_INDEX_ENIGNE", "pgm"), List.of());
    assertEquals(Optional.of("did you mean OMENDB_INDEX_ENGINE?"), error.remedy());
    // What Kubernetes sets for a service of our name.
    Configuration.load(null, Map.of("OMENDB_PORT_7617_TCP_ADDR", "10.0.0.1"), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "segment.rows=0, segment.rows",
    "segment.rows=many, segment.rows",
    "durability=maybe, durability",
    "server.threads=0, server.threads",
    "server.threads=99999999999, server.threads",
    "server.listen=7617, server.listen",
    "server.listen=localhost:, server.listen",
    "server.listen=localhost:65536, server.listen",
    "server.listen=localhost:-1, server.listen",
    "server.listen=:7617, server.listen",
    "server.listen=::1:7617, server.listen",
    "noequals, --set",
    "=x, --set"
  })
  void load_badAssignment_namesTheField(String assignment, String field) {
    OmenException error = refused(null, Map.of(), List.of(assignment));
    assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
    assertEquals(Optional.of(field), error.field());
    assertTrue(field.equals("--set") || error.what().endsWith(", from --set"), error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "just text",
        "[1, 2]",
        "index: {engine: [a, b]}",
        "index: {engine: }",
        "index.engine: a\nindex.engine: b",
        "index.engine: a\nindex: {engine: b}",
        "index: {engine: a",
        "a: &a [*a]",
        "a: &a {b: *a}",
        "{[1]: 2}",
        "index.engine: !!javax.script.ScriptEngineManager []",
        "\u0000"
      })
  void load_malformedFile_namesTheFile(String text) throws IOException {
    Path file = yaml(text);
    OmenException error = refused(file, Map.of(), List.of());
    assertEquals(ErrorCode.INVALID_DATA, error.code(), error.getMessage());
    assertTrue(error.what().startsWith(file + ": "), error.getMessage());
  }

  @Test
  void load_syntaxError_namesTheLine() throws IOException {
    OmenException error = refused(yaml("durability: sync\nindex: {engine: a"), Map.of(), List.of());
    assertTrue(error.what().contains("line "), error.getMessage());
  }

  @Test
  void load_keyTwice_namesBothLines() throws IOException {
    Path file = yaml("durability: sync\n\ndurability: async\n");
    assertEquals(
        file + ": line 3: durability is set twice, first in line 1",
        refused(file, Map.of(), List.of()).what());
  }

  @ParameterizedTest
  @CsvSource({
    "server.token, abc, ********",
    "backup.password, abc, ********",
    "server.token, '', ''",
    "index.engine, pgm, pgm"
  })
  void shown_masksSecrets(String key, String value, String shown) {
    assertEquals(shown, new Setting(key, value, "--set").shown());
  }

  @Test
  void load_fileNotUtf8_isMalformed() throws IOException {
    Path file = directory.resolve("omendb.yaml");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertEquals(ErrorCode.INVALID_DATA, refused(file, Map.of(), List.of()).code());
  }

  @Test
  void load_missingFile_isNotFound() {
    Path file = directory.resolve("absent.yaml");
    assertEquals(ErrorCode.LOCATION_NOT_FOUND, refused(file, Map.of(), List.of()).code());
  }

  private Path yaml(String text) throws IOException {
    return Files.writeString(directory.resolve("omendb.yaml"), text);
  }

  private static Setting setting(Configuration configuration, String key) {
    return configuration.settings().stream()
        .filter(s -> s.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static OmenException refused(
      @Nullable Path file, Map<String, String> environment, List<String> assignments) {
    return assertThrows(
        OmenException.class, () -> Configuration.load(file, environment, assignments));
  }
}
