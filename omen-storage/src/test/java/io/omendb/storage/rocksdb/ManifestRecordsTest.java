package io.omendb.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** RocksDB reads a manifest with such a record for ever, in a thread that nobody can interrupt. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManifestRecordsTest {
  private static final byte[] KEY = {1};

  @TempDir private Path directory;

  private StorageEngine open() {
    return new RocksDbStorageProvider().open(directory.toString());
  }

  private Path manifest() throws Exception {
    Path files = directory.resolve("kv");
    return files.resolve(Files.readString(files.resolve("CURRENT"), UTF_8).strip());
  }

  /** Where records begin; the manifest is shorter than a block. */
  private static List<Integer> records(byte[] manifest) {
    List<Integer> records = new ArrayList<>();
    ByteBuffer content = ByteBuffer.wrap(manifest).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < manifest.length; at += 7 + content.getShort(at + 4)) {
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
    byte[] whole = Files.readAllBytes(manifest());
    List<Integer> records = records(whole);
    assertTrue(records.size() >= 3, () -> records.size() + " records");
    for (int record : records) {
      for (int type : new int[] {5, 6, 7, 8, 11}) {
        byte[] damaged = whole.clone();
        damaged[record + 6] = (byte) type;
        Files.write(manifest(), damaged);
        CorruptionException refusal = assertThrows(CorruptionException.class, this::open);
        assertEquals(manifest().toString(), refusal.file());
        assertEquals(record + 6, refusal.offset());
      }
    }
    Files.write(manifest(), whole);
    try (StorageEngine engine = open()) {
      assertArrayEquals(KEY, engine.get(KEY));
    }
  }
}
