package io.omendb.storage.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.omendb.CorruptionException;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which locations become a database, which are refused, and with what words. */
final class DataDirectoryTest {
  private static final String ENGINE = "rocksdb";

  @TempDir private Path parent;
  private Path location;

  @BeforeEach
  void setLocation() {
    location = parent.resolve("database");
  }

  private static DataDirectory open(Path location) {
    return DataDirectory.open(location.toString(), ENGINE);
  }

  private void create() {
    try (DataDirectory directory = open(location)) {
      directory.markCreated();
    }
  }

  private static OmenException refused(ErrorCode code, Path location) {
    OmenException e = assertThrows(OmenException.class, () -> open(location));
    assertEquals(code, e.code(), e.getMessage());
    return e;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void open_missingDirectory_createsItAndItsParents() throws IOException {
    Path deep = location.resolve("a/b/c");
    try (DataDirectory directory = open(deep)) {
      assertTrue(directory.isNew());
      assertFalse(Files.exists(deep.resolve("OMENDB")), "not a database before it is complete");
      directory.markCreated();
      assertEquals(deep.toRealPath(), directory.root());
    }
    assertEquals(List.of("LOCK", "OMENDB", "blobs", "kv"), names(deep));
    try (DataDirectory directory = open(deep)) {
      assertFalse(directory.isNew());
    }
  }

  @Test
  void open_emptyDirectory_usesIt() throws IOException {
    Files.createDirectories(location.resolve("lost+found"));
    create();
    assertEquals(List.of("LOCK", "OMENDB", "blobs", "kv", "lost+found"), names(location));
  }

  @Test
  void open_creationCutShort_finishesIt() throws IOException {
    open(location).close();
    Files.writeString(location.resolve(".tmp-OMENDB"), "half");
    create();
    assertEquals(List.of("LOCK", "OMENDB", "blobs", "kv"), names(location));
  }

  @Test
  void open_directoryWithOtherFiles_isRefusedAndLeftAlone() throws IOException {
    Files.createDirectories(location);
    Files.writeString(location.resolve("thesis.tex"), "mine");
    OmenException e = refused(ErrorCode.INVALID_ARGUMENT, location);
    assertTrue(e.what().contains("'thesis.tex'"), e.what());
    assertEquals(List.of("thesis.tex"), names(location));
  }

  @Test
  void open_directoryThatHappensToHoldKv_isRefused() throws IOException {
    Files.createDirectories(location.resolve("kv"));
    refused(ErrorCode.INVALID_ARGUMENT, location);
    assertEquals(List.of("kv"), names(location));
  }

  @Test
  void open_file_isRefused() throws IOException {
    Files.writeString(location, "a file");
    OmenException e = refused(ErrorCode.INVALID_ARGUMENT, location);
    assertTrue(e.what().contains("is a file"), e.what());
  }

  @Test
  void open_belowAFile_isRefused() throws IOException {
    Files.writeString(location, "a file");
    OmenException e = refused(ErrorCode.IO_ERROR, location.resolve("x"));
    assertTrue(e.what().contains(location.toString()), e.what());
  }

  @Test
  void open_emptyOrImpossibleLocation_isRefused() {
    for (String bad : List.of("", "a\0b")) {
      OmenException e = assertThrows(OmenException.class, () -> DataDirectory.open(bad, ENGINE));
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
      assertEquals("location", e.field().orElseThrow());
    }
  }

  @Test
  void open_danglingLink_isRefused() throws IOException {
    Files.createSymbolicLink(location, parent.resolve("nowhere"));
    OmenException e = refused(ErrorCode.INVALID_ARGUMENT, location);
    assertTrue(e.what().contains("symbolic link"), e.what());
  }

  @Test
  void open_linkToDirectory_isThatDirectory() throws IOException {
    create();
    Path link = Files.createSymbolicLink(parent.resolve("link"), location);
    try (DataDirectory directory = open(link)) {
      assertEquals(location.toRealPath(), directory.root());
      refused(ErrorCode.DATABASE_LOCKED, location);
      refused(ErrorCode.DATABASE_LOCKED, link);
    }
  }

  @Test
  void open_directoryThatMayNotBeWritten_isRefused() throws IOException {
    Files.createDirectories(location);
    assumeFalse(!location.toFile().setWritable(false) || Files.isWritable(location), "as root");
    try {
      OmenException e = refused(ErrorCode.IO_ERROR, location);
      assertTrue(e.what().contains("permission denied"), e.what());
    } finally {
      assertTrue(location.toFile().setWritable(true));
    }
  }

  @Test
  void open_identityMissingBesideBlobs_isCorruption() throws IOException {
    create();
    Files.writeString(location.resolve("blobs/a.arrow"), "data");
    Files.delete(location.resolve("OMENDB"));
    CorruptionException e = assertThrows(CorruptionException.class, () -> open(location));
    assertTrue(e.file().endsWith("OMENDB"), e.file());
    assertTrue(Files.exists(location.resolve("blobs/a.arrow")));
  }

  @Test
  void open_partMissing_isCorruption() throws IOException {
    create();
    Files.delete(location.resolve("kv"));
    CorruptionException e = assertThrows(CorruptionException.class, () -> open(location));
    assertTrue(e.file().endsWith("kv"), e.file());
  }

  @Test
  void open_removesUnfinishedBlobs() throws IOException {
    create();
    Files.writeString(location.resolve("blobs/.tmp-a.arrow"), "half");
    Files.writeString(location.resolve("blobs/b.arrow"), "whole");
    try (DataDirectory directory = open(location)) {
      assertEquals(List.of("b.arrow"), names(location.resolve("blobs")));
      directory.blobs().put("a.arrow", channel -> channel.write(ByteBuffer.wrap(new byte[1])));
    }
    assertEquals(List.of("a.arrow", "b.arrow"), names(location.resolve("blobs")));
  }

  @Test
  void open_failure_letsGoOfTheLock() throws IOException {
    create();
    byte[] identity = Files.readAllBytes(location.resolve("OMENDB"));
    Files.write(location.resolve("OMENDB"), new byte[3]);
    refused(ErrorCode.CORRUPTION, location);
    Files.write(location.resolve("OMENDB"), identity);
    open(location).close();
  }

  /** Reading the file lets go of the lock, as POSIX has it, so it is read here and nowhere else. */
  @Test
  void lock_namesItsHolderWhileHeldOnly() throws IOException {
    try (DataDirectory directory = open(location)) {
      String holder = Files.readString(directory.root().resolve("LOCK"), UTF_8);
      assertTrue(holder.startsWith("pid " + ProcessHandle.current().pid() + "\n"), holder);
    }
    assertEquals(0, Files.size(location.resolve("LOCK")));
  }
}
