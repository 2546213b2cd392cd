package io.omendb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.CorruptionException;
import io.omendb.Durability;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageEngineProvider;
import io.omendb.spi.storage.StorageFinding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What damage to the files of the key-value space leads to: an error, never a quiet loss. */
final class RocksDbRecoveryTest {
  private static final int RECORDS = 100;

  @TempDir private Path directory;

  private StorageEngine open() {
    return new RocksDbStorageProvider().open(directory.toString());
  }

  private static byte[] key(int n) {
    return ByteBuffer.allocate(4).putInt(n).array();
  }

  private static byte[] value(int n, int length) {
    byte[] value = new byte[length];
    new Random(n).nextBytes(value);
    return value;
  }

  private void store(int records, int valueLength) {
    try (StorageEngine engine = open()) {
      for (int n = 0; n < records; n++) {
        engine.put(key(n), value(n, valueLength), Durability.ASYNC);
      }
    }
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("kv"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    }
  }

  private Path largest(String suffix) throws IOException {
    return files(suffix).stream()
        .max(Comparator.comparingLong(file -> file.toFile().length()))
        .orElseThrow();
  }

  private static void flipBit(Path file, long offset) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, offset);
      one.put(0, (byte) (one.get(0) ^ 0x10));
      channel.write(one.flip(), offset);
    }
  }

  @Test
  void log_bitFlippedInTheMiddle_refusesToOpen() throws IOException {
    store(RECORDS, 100);
    Path log = largest(".log");
    flipBit(log, Files.size(log) / 2);
    CorruptionException e = assertThrows(CorruptionException.class, this::open);
    assertTrue(e.file().startsWith(directory.toRealPath().resolve("kv").toString()), e.file());
    assertThrows(CorruptionException.class, this::open, "and again: nothing was mended in secret");
  }

  @Test
  void log_cutInTheLastRecord_losesThatRecordOnly() throws IOException {
    store(RECORDS, 100);
    Path log = largest(".log");
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 7);
    }
    for (int i = 0; i < 3; i++) {
      try (StorageEngine engine = open()) {
        assertArrayEquals(value(RECORDS - 2, 100), engine.get(key(RECORDS - 2)));
        assertNull(engine.get(key(RECORDS - 1)));
        engine.put(key(RECORDS + i), value(i, 100), Durability.SYNC);
      }
    }
    try (StorageEngine engine = open()) {
      assertArrayEquals(value(2, 100), engine.get(key(RECORDS + 2)));
    }
  }

  /** What a process leaves that dies is copied while it lives. */
  private Path copyOfRunning(Path parent) throws IOException {
    Path copy = parent.resolve("copy");
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(directory.relativize(file).toString()));
      }
    }
    return copy;
  }

  private static long tables(Path database) throws IOException {
    try (Stream<Path> files = Files.list(database.resolve("kv"))) {
      return files.filter(file -> file.toString().endsWith(".sst")).count();
    }
  }

  @Test
  void log_ofAProcessThatDied_isWrittenAnewBeforeItIsSeen(@TempDir Path elsewhere)
      throws IOException {
    Path died;
    try (StorageEngine engine = open()) {
      engine.put(key(1), value(1, 100), Durability.ASYNC);
      died = copyOfRunning(elsewhere);
    }
    assertEquals(0, tables(directory));
    open().close();
    assertEquals(0, tables(directory), "a clean end has synced the log");
    StorageEngineProvider provider = new RocksDbStorageProvider();
    for (int i = 0; i < 2; i++) {
      provider.openReadOnly(died.toString()).close(); // must not make it pass for clean
    }
    assertEquals(0, tables(died));
    try (StorageEngine engine = provider.open(died.toString())) {
      assertArrayEquals(value(1, 100), engine.get(key(1)));
    }
    assertEquals(1, tables(died));
    provider.open(died.toString()).close();
    assertEquals(1, tables(died), "it has been closed since");
  }

  @Test
  void table_bitFlipped_failsTheReadsThatMeetIt() throws IOException {
    store(80, 100_000); // more than a log may hold when it is closed
    Path table = largest(".sst");
    flipBit(table, 50_000);
    try (StorageEngine engine = open()) {
      CorruptionException e = assertThrows(CorruptionException.class, () -> engine.get(key(0)));
      assertEquals(table.toRealPath().toString(), e.file());
      assertTrue(e.offset() >= 0 && e.offset() <= 50_000, e.getMessage());
      try (StorageCursor cursor = engine.scan(new byte[0], null)) {
        assertThrows(
            CorruptionException.class,
            () -> {
              while (cursor.next()) {
                cursor.value();
              }
            });
      }
      assertArrayEquals(value(79, 100_000), engine.get(key(79)), "the rest can be read");
    }
  }

  @Test
  void current_missing_isCorruptionAndNotANewDatabase() throws IOException {
    store(1, 1);
    Files.delete(directory.resolve("kv/CURRENT"));
    CorruptionException e = assertThrows(CorruptionException.class, this::open);
    assertTrue(e.file().endsWith("CURRENT"), e.file());
  }

  @Test
  void opens_doNotPileUpFiles() throws IOException {
    for (int i = 0; i < 30; i++) {
      try (StorageEngine engine = open()) {
        engine.put(key(i), value(i, 10), Durability.ASYNC);
      }
    }
    int size = files("").size();
    assertTrue(size < 30, size + " files");
    try (StorageEngine engine = open()) {
      for (int i = 0; i < 30; i++) {
        assertArrayEquals(value(i, 10), engine.get(key(i)));
      }
    }
  }

  @Test
  void verify_namesTheDamagedTable() throws IOException {
    store(RECORDS, 100_000);
    Path table = largest(".sst");
    flipBit(table, Files.size(table) / 3);
    List<StorageFinding> findings = new ArrayList<>();
    try (StorageEngine engine = new RocksDbStorageProvider().openReadOnly(directory.toString())) {
      engine.verify(findings::add);
    }
    assertEquals(1, findings.size(), findings.toString());
    assertEquals(StorageFinding.Kind.DAMAGE, findings.getFirst().kind());
    assertTrue(findings.getFirst().file().endsWith(".sst"), findings.toString());
  }

  @Test
  void verify_namesWhatWasNotFinishedAndLeavesIt() throws IOException {
    store(1, 1);
    Path blob = Files.createFile(directory.resolve("blobs/.tmp-a.arrow"));
    Path identity = Files.createFile(directory.resolve(".tmp-OMENDB"));
    for (int i = 0; i < 2; i++) {
      List<StorageFinding> findings = new ArrayList<>();
      try (StorageEngine engine = new RocksDbStorageProvider().openReadOnly(directory.toString())) {
        engine.verify(findings::add);
      }
      assertEquals(
          List.of(blob.toRealPath().toString(), identity.toRealPath().toString()),
          findings.stream().map(StorageFinding::file).toList());
      assertTrue(
          findings.stream().allMatch(f -> f.kind() == StorageFinding.Kind.LEFTOVER),
          findings.toString());
    }
    open().close();
    assertFalse(Files.exists(blob) || Files.exists(identity));
  }

  @Test
  void readOnly_withoutTheIdentityFile_isCorruption() throws IOException {
    store(1, 1);
    Files.delete(directory.resolve("OMENDB"));
    CorruptionException e =
        assertThrows(
            CorruptionException.class,
            () -> new RocksDbStorageProvider().openReadOnly(directory.toString()));
    assertTrue(e.file().endsWith("OMENDB"), e.file());
  }

  @Test
  void quarantine_keepsTheBytesOfEach() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (StorageEngine engine = open()) {
        byte[] content = {(byte) i};
        engine.putBlob("a", channel -> channel.write(ByteBuffer.wrap(content)));
        engine.quarantineBlob("a");
      }
    }
    for (int i = 0; i < 3; i++) {
      Path kept = directory.resolve(i == 0 ? "quarantine/a" : "quarantine/a." + i);
      assertArrayEquals(new byte[] {(byte) i}, Files.readAllBytes(kept));
    }
  }
}
