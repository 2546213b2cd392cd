package io.omendb.server.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Clients reach the files of the directory and no others. */
@SuppressWarnings("NullAway.Init") // set before each test
final class TransferDirectoryTest {
  @TempDir private Path scratch;
  private Path files;
  private TransferDirectory directory;

  @BeforeEach
  void make() throws Exception {
    files = Files.createDirectories(scratch.resolve("files"));
    Files.createDirectories(files.resolve("inner"));
    Files.writeString(files.resolve("inner/a.csv"), "key\n");
    Files.writeString(scratch.resolve("secret.csv"), "key\n");
    directory = TransferDirectory.open(files, "memory:");
  }

  private static void assertRefused(ErrorCode code, String field, Executable call) {
    OmenException error = assertThrows(OmenException.class, call);
    assertEquals(code, error.code(), error.getMessage());
    assertEquals(Optional.of(field), error.field(), error.getMessage());
  }

  @Test
  void namesInside_areResolved() throws Exception {
    Path inner = files.toRealPath().resolve("inner");
    assertEquals(inner.resolve("a.csv"), directory.source("inner/a.csv").path());
    assertEquals(inner.resolve("a.csv"), directory.source("./inner/a.csv").path());
    assertEquals(inner.resolve("a.csv"), directory.target("inner/a.csv").path(), "replaced");
    assertEquals(inner.resolve("b.csv"), directory.target("inner/b.csv").path(), "new");
    Files.createSymbolicLink(files.resolve("link.csv"), inner.resolve("a.csv"));
    assertEquals(inner.resolve("a.csv"), directory.source("link.csv").path());
  }

  @Test
  void namesThatLeadOutside_areRefused() throws Exception {
    Files.createSymbolicLink(files.resolve("out.csv"), scratch.resolve("secret.csv"));
    Files.createSymbolicLink(files.resolve("up"), scratch);
    Files.createSymbolicLink(files.resolve("round"), files.resolve("round"));
    for (String name :
        List.of(
            "",
            ".",
            "..",
            "inner",
            "../secret.csv",
            "inner/../../secret.csv",
            "inner/../inner/a.csv",
            scratch.resolve("secret.csv").toString(),
            files.resolve("inner/a.csv").toString(),
            "out.csv",
            "up/secret.csv",
            "round",
            "inner/a.csv/x",
            "a\0.csv",
            "x".repeat(300),
            "x".repeat(10_240))) {
      assertRefused(ErrorCode.INVALID_ARGUMENT, "file", () -> directory.source(name));
      if (!name.equals("x".repeat(300))) { // nothing is looked for under it yet
        assertRefused(ErrorCode.INVALID_ARGUMENT, "file", () -> directory.target(name));
      }
    }
    assertTrue(Files.exists(scratch.resolve("secret.csv")));
  }

  @Test
  void absentFile_isNotFound_andItsMessageTellsNoPathOfTheServer() {
    for (Executable call :
        List.<Executable>of(
            () -> directory.source("none.csv"), () -> directory.target("none/a.csv"))) {
      assertRefused(ErrorCode.LOCATION_NOT_FOUND, "file", call);
      OmenException error = assertThrows(OmenException.class, call);
      assertFalse(String.valueOf(error.getMessage()).contains(scratch.toString()));
    }
  }

  @Test
  void noDirectory_isUnsupported_andSaysWhatToSet() {
    TransferDirectory none = TransferDirectory.open(null, "memory:");
    assertRefused(ErrorCode.UNSUPPORTED, "file", () -> none.source("a.csv"));
    assertRefused(ErrorCode.UNSUPPORTED, "file", () -> none.target("a.csv"));
    OmenException error = assertThrows(OmenException.class, () -> none.source("a.csv"));
    assertTrue(error.remedy().orElse("").contains("server.transfer-dir"));
  }

  @Test
  void directoryThatDoesNotDo_isRefusedAtTheStart() throws Exception {
    Path data = Files.createDirectories(scratch.resolve("data/db"));
    String database = "file:" + data;
    for (Path path :
        List.of(
            scratch.resolve("none"),
            scratch.resolve("secret.csv"),
            data,
            data.getParent(),
            Files.createDirectories(data.resolve("inside")))) {
      assertRefused(
          ErrorCode.INVALID_ARGUMENT,
          "server.transfer-dir",
          () -> TransferDirectory.open(path, database));
    }
    TransferDirectory.open(files, database);
  }
}
