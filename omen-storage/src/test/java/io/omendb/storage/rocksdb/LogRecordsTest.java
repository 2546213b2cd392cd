package io.omendb.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.CorruptionException;
import io.omendb.Durability;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** RocksDB reads a file with such a record for ever, in a thread that nobody can interrupt. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogRecordsTest {
  private static final byte[] KEY = {1};

  @TempDir private Path directory;

  private StorageEngine open() {
    return new RocksDbStorageProvider().open(directory.toString());
  }

  /** The manifest and the logs that have something in them. */
  private List<Path> files() throws Exception {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(directory.resolve("kv"), "{MANIFEST-*,*.log}")) {
      for (Path file : all) {
        if (Files.size(file) > 0) {
          files.add(file);
        }
      }
    }
    return files;
  }

  /** Where records begin; the file is shorter than a block. */
  private static List<Integer> records(byte[] file) {
    List<Integer> records = new ArrayList<>();
    ByteBuffer content = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < file.length; at += 7 + content.getShort(at + 4)) {
      records.add(at);
    }
    return records;
  }

  @Test
  void recordsOfReusedFiles_areRefused() throws Exception {
    for (int opening = 0; opening < 3; opening++) {
      try (StorageEngine engine = open()) {
        engine.write(new StorageBatch().put(KEY, KEY), Durability.SYNC);
      }
    }
    List<Path> files = files();
    assertTrue(files.size() >= 4, files::toString);
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      for (int record : records(whole)) {
        for (int type : new int[] {5, 6, 7, 8, 11, 131}) {
          byte[] damaged = whole.clone();
          damaged[record + 6] = (byte) type;
          Files.write(file, damaged);
          CorruptionException refusal = assertThrows(CorruptionException.class, this::open);
          assertEquals(file.toString(), refusal.file());
          assertEquals(record + 6, refusal.offset());
        }
      }
      Files.write(file, whole);
    }
    try (StorageEngine engine = open()) {
      assertArrayEquals(KEY, engine.get(KEY));
    }
  }
}
