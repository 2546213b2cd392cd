package io.omendb.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds; whether this machine is well is not the point. */
final class DoctorCommandTest {
  private static final List<String> CHECKS =
      List.of(
          "settings",
          "java",
          "jvm flags",
          "compute",
          "memory",
          "open files",
          "huge pages",
          "clock",
          "time",
          "disk",
          "fsync",
          "database",
          "port");

  @TempDir private Path scratch;

  @Test
  void withoutADatabase_checksEverything_andLeavesNothing() throws IOException {
    Map<String, Map<?, ?>> findings = examine(scratch.resolve("a/b"), "server.listen=127.0.0.1:0");
    assertEquals(CHECKS, List.copyOf(findings.keySet()));
    assertTrue(found(findings, "database").startsWith("none at "), findings.toString());
    assertTrue(found(findings, "java").contains(Runtime.version().toString()));
    assertTrue(found(findings, "fsync").contains("writes of 4 KiB to " + scratch));
    try (Stream<Path> left = Files.list(scratch)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void openDatabase_isNamedWithItsProcess() {
    Path directory = scratch.resolve("db");
    try (Database database = Database.open("file:" + directory)) {
      assertTrue(database.listCollections().isEmpty());
      String held = found(examine(directory, "server.listen=127.0.0.1:0"), "database");
      assertTrue(held.endsWith("by this process, pid " + ProcessHandle.current().pid()), held);
    }
    String closed = found(examine(directory, "server.listen=127.0.0.1:0"), "database");
    assertTrue(closed.endsWith(" is not open"), closed);
  }

  @Test
  void takenPort_needsAttention() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<?, ?> port =
          Omen.map(examine(scratch, "server.listen=127.0.0.1:" + taken.getLocalPort()).get("port"));
      assertEquals(false, port.get("ok"), port.toString());
      assertTrue(String.valueOf(port.get("remedy")).contains("server.listen"), port.toString());
    }
  }

  @Test
  void wrongSetting_isAFinding_andTheRestIsLookedAtAllTheSame() {
    Map<String, Map<?, ?>> findings = examine(scratch, "server.port=1");
    assertEquals(false, Omen.map(findings.get("settings")).get("ok"));
    assertEquals(CHECKS, List.copyOf(findings.keySet()));
  }

  @Test
  void table_saysWhatNeedsAttention() {
    Omen.Answer answer =
        new Omen("--db", scratch.toString(), "--set", "server.port=1").run("doctor");
    assertEquals("", answer.err());
    assertEquals(ExitCode.FAILED, answer.code());
    assertTrue(answer.out().contains("ATTENTION"), answer.out());
  }

  /** The findings by their check; the exit code fits them. */
  private static Map<String, Map<?, ?>> examine(Path directory, String setting) {
    Omen.Answer answer =
        new Omen("--db", directory.toString(), "--set", setting).run("doctor", "--json");
    assertEquals("", answer.err());
    Map<String, Map<?, ?>> findings = new LinkedHashMap<>();
    for (Object row : Omen.list(answer.json())) {
      Map<?, ?> finding = Omen.map(row);
      findings.put(String.valueOf(finding.get("check")), finding);
      assertEquals(finding.get("ok"), "".equals(finding.get("remedy")), finding.toString());
    }
    boolean ok = findings.values().stream().allMatch(f -> Boolean.TRUE.equals(f.get("ok")));
    assertEquals(ok ? ExitCode.DONE : ExitCode.FAILED, answer.code());
    assertFalse(findings.isEmpty());
    return findings;
  }

  private static String found(Map<String, Map<?, ?>> findings, String check) {
    return String.valueOf(Omen.map(findings.get(check)).get("found"));
  }
}
