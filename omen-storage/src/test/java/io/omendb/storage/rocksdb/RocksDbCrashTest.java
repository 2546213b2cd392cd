package io.omendb.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omendb.spi.storage.Blob;
import io.omendb.spi.storage.StorageEngine;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed while it writes loses nothing it had acknowledged, and no half of a batch. */
final class RocksDbCrashTest {
  /** Less than the first log file grows to before it is left for the next. */
  private static final int LOG_BYTES_MAX = 1 << 20;

  private static final int KILLS = Boolean.getBoolean("omendb.test.long") ? 10 : 2;

  @TempDir private Path directory;
  @TempDir private Path scratch;

  @Test
  void kill_keepsEveryAcknowledgedCommit() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      int acknowledged = writeUntilKilled(50 + 7 * kill);
      try (StorageEngine engine = new RocksDbStorageProvider().open(directory.toString())) {
        for (int commit = 0; commit <= acknowledged; commit++) {
          assertWhole(engine, commit);
        }
        for (int commit = acknowledged + 1; isThere(engine, commit, 0); commit++) {
          assertWhole(engine, commit);
        }
      }
      try (Stream<Path> blobs = Files.list(directory.resolve("blobs"))) {
        assertTrue(blobs.noneMatch(blob -> blob.getFileName().toString().startsWith(".")));
      }
      deleteBlobs();
    }
  }

  private List<String> writer() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        AcknowledgingWriter.class.getName(),
        directory.toString());
  }

  /**
   * The system refuses to let the log grow: what RocksDB says to that must not look like an end.
   */
  @Test
  void failedWrite_isNoCleanEnd() throws Exception {
    Path limiter = Path.of("/usr/bin/prlimit");
    assumeTrue(Files.isExecutable(limiter), "no prlimit");
    Path errors = scratch.resolve("errors");
    Process writer = new ProcessBuilder(writer()).redirectError(errors.toFile()).start();
    List<Integer> acknowledged = new ArrayList<>();
    try (BufferedReader output = writer.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (acknowledged.isEmpty()) {
          String limit = "--fsize=" + LOG_BYTES_MAX;
          new ProcessBuilder(limiter.toString(), "--pid", "" + writer.pid(), limit)
              .inheritIO()
              .start()
              .waitFor();
        }
        acknowledged.add(Integer.parseInt(line));
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    String said = Files.readString(errors);
    assertTrue(said.contains("OmenException") && said.contains("too large"), said);
    Path lock = directory.resolve("LOCK");
    assertTrue(Files.size(lock) > 0, "LOCK says that it was a clean end");
    try (StorageEngine engine = new RocksDbStorageProvider().open(directory.toString())) {
      for (int commit : acknowledged) {
        assertWhole(engine, commit);
      }
    }
    assertEquals(0, Files.size(lock));
  }

  private int writeUntilKilled(int commits) throws Exception {
    Process writer =
        new ProcessBuilder(writer()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    int last = -1;
    try (BufferedReader output = writer.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        last = Integer.parseInt(line);
        if (last == commits) {
          writer.toHandle().destroyForcibly(); // leaves what it printed to be read
        }
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertTrue(last >= commits, "the writer ended by itself after commit " + last);
    return last;
  }

  private static boolean isThere(StorageEngine engine, int commit, int i) {
    return engine.get(AcknowledgingWriter.key(commit, i)) != null;
  }

  private static void assertWhole(StorageEngine engine, int commit) {
    for (int i = 0; i < AcknowledgingWriter.BATCH_KEYS; i++) {
      byte[] value = engine.get(AcknowledgingWriter.key(commit, i));
      assertNotNull(value, "commit " + commit + ", key " + i);
      assertEquals(commit % 1_000, value.length);
    }
    try (Blob blob = engine.openBlob(AcknowledgingWriter.BLOB_PREFIX + commit)) {
      assertEquals(commit % 1_000, blob.content().byteSize());
    }
  }

  /** So that the next writer can use their names. */
  private void deleteBlobs() {
    try (StorageEngine engine = new RocksDbStorageProvider().open(directory.toString())) {
      engine.listBlobs("").forEach(blob -> engine.deleteBlob(blob.name()));
    }
  }
}
