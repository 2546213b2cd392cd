package io.omendb.storage.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock between processes. */
final class DirectoryLockTest {
  @TempDir private Path directory;
  private Process holder;

  @BeforeEach
  void startHolder() throws IOException {
    holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = holder.inputReader(UTF_8);
    assertEquals("holding", output.readLine());
  }

  @AfterEach
  void stopHolder() throws InterruptedException {
    holder.destroyForcibly().waitFor();
  }

  private OmenException refused() {
    OmenException e =
        assertThrows(
            OmenException.class, () -> DataDirectory.open(directory.toString(), "rocksdb"));
    assertEquals(ErrorCode.DATABASE_LOCKED, e.code(), e.getMessage());
    return e;
  }

  @Test
  void holder_isNamed_andKeepsItsLock() throws Exception {
    for (int i = 0; i < 2; i++) {
      String held = DataDirectory.holder(directory.toString()).orElseThrow();
      assertTrue(held.startsWith("by the process with pid " + holder.pid() + ", started 2"), held);
      refused();
    }
    holder.destroyForcibly().waitFor();
    assertEquals(Optional.empty(), DataDirectory.holder(directory.toString()));
    try (DataDirectory open = DataDirectory.open(directory.toString(), "rocksdb")) {
      String held = DataDirectory.holder(open.root().toString()).orElseThrow();
      assertEquals("by this process, pid " + ProcessHandle.current().pid(), held);
      assertThrows(OmenException.class, () -> DataDirectory.open(directory.toString(), "rocksdb"));
    }
    assertEquals(Optional.empty(), DataDirectory.holder(directory.resolve("none").toString()));
  }

  @Test
  void open_heldByAnotherProcess_namesItsPid() throws Exception {
    // Twice: the first refusal must not have let go of the holder's lock.
    for (int i = 0; i < 2; i++) {
      OmenException e = refused();
      assertTrue(e.what().contains("pid " + holder.pid() + ", started 2"), e.what());
      assertTrue(e.remedy().orElseThrow().contains("close it there"), e.getMessage());
    }
    holder.outputWriter(UTF_8).close();
    assertEquals(0, holder.waitFor());
    DataDirectory.open(directory.toString(), "rocksdb").close();
  }

  @Test
  void open_afterTheHolderWasKilled_succeeds() throws Exception {
    refused();
    stopHolder();
    DataDirectory.open(directory.toString(), "rocksdb").close();
  }
}
