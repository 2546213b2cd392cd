package io.omendb.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.omendb.Durability;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageCursor;
import io.omendb.spi.storage.StorageReader;
import io.omendb.spi.storage.StorageSnapshot;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations on the engine and on a sorted map must give the same answers. */
abstract class ModelContract extends StorageContractPart {
  private static final int STEPS = Boolean.getBoolean("omendb.test.long") ? 40_000 : 1_500;
  private static final int SNAPSHOTS_MAX = 4;

  /** A snapshot and what it must hold. */
  private record Pinned(StorageSnapshot snapshot, NavigableMap<byte[], byte[]> expected) {}

  private final NavigableMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
  private final ArrayDeque<Pinned> pinned = new ArrayDeque<>();
  private Random random = new Random();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void randomOperations_agreeWithSortedMap(long seed) {
    random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      try {
        step();
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + ", step " + step, e);
      }
    }
    reopenChecked();
  }

  private void step() {
    int dice = random.nextInt(100);
    if (dice < 1 && random.nextBoolean()) {
      reopenChecked();
    } else if (dice < 4) {
      pin();
    } else if (dice < 10) {
      checkPinned();
    } else if (dice < 40) {
      write();
    } else if (dice < 55) {
      compareAndPut();
    } else if (dice < 75) {
      byte[] key = key();
      assertArrayEquals(model.get(key), engine.get(key));
    } else {
      assertScan(engine, model);
    }
  }

  private void write() {
    Durability durability = random.nextInt(20) == 0 ? Durability.SYNC : Durability.ASYNC;
    StorageBatch batch = new StorageBatch();
    for (int i = random.nextInt(12); i >= 0; i--) {
      byte[] key = key();
      switch (random.nextInt(10)) {
        case 0 -> {
          byte[] to = key();
          batch.deleteRange(key, to);
          if (Arrays.compareUnsigned(key, to) < 0) {
            model.subMap(key, to).clear();
          }
        }
        case 1, 2, 3 -> {
          batch.delete(key);
          model.remove(key);
        }
        default -> {
          byte[] value = value();
          batch.put(key, value);
          model.put(key, value);
        }
      }
    }
    engine.write(batch, durability);
  }

  private void compareAndPut() {
    byte[] key = key();
    byte[] present = model.get(key);
    byte[] value = value();
    if (random.nextBoolean()) {
      assertTrue(engine.compareAndPut(key, present, value, Durability.ASYNC));
      model.put(key, value);
    } else {
      byte[] wrong = present == null ? value : null;
      assertFalse(engine.compareAndPut(key, wrong, value, Durability.ASYNC));
    }
  }

  private void pin() {
    if (pinned.size() == SNAPSHOTS_MAX) {
      pinned.remove().snapshot().close();
    }
    pinned.add(new Pinned(engine.snapshot(), new TreeMap<>(model)));
  }

  private void checkPinned() {
    for (Pinned each : pinned) {
      byte[] key = key();
      assertArrayEquals(each.expected().get(key), each.snapshot().get(key));
      assertScan(each.snapshot(), each.expected());
    }
  }

  private void reopenChecked() {
    pinned.forEach(each -> each.snapshot().close());
    pinned.clear();
    reopen();
    assertRange(engine, model, LOWEST, null);
  }

  private void assertScan(StorageReader reader, NavigableMap<byte[], byte[]> expected) {
    assertRange(reader, expected, key(), random.nextInt(4) == 0 ? null : key());
  }

  private static void assertRange(
      StorageReader reader,
      NavigableMap<byte[], byte[]> expected,
      byte[] from,
      byte @Nullable [] to) {
    StringBuilder wanted = new StringBuilder();
    for (Map.Entry<byte[], byte[]> entry : expected.tailMap(from, true).entrySet()) {
      if (to != null && Arrays.compareUnsigned(entry.getKey(), to) >= 0) {
        break;
      }
      append(wanted, entry.getKey(), entry.getValue());
    }
    StringBuilder found = new StringBuilder();
    try (StorageCursor cursor = reader.scan(from, to)) {
      while (cursor.next()) {
        append(found, cursor.key(), cursor.value());
      }
    }
    assertEquals(wanted.toString(), found.toString());
  }

  private static void append(StringBuilder builder, byte[] key, byte[] value) {
    HexFormat hex = HexFormat.of();
    builder.append(hex.formatHex(key)).append('=').append(hex.formatHex(value)).append(' ');
  }

  /** Few and short, so that keys meet again and are prefixes of each other. */
  private byte[] key() {
    byte[] key = new byte[random.nextInt(4)];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (random.nextInt(6) * 51);
    }
    return key;
  }

  private byte[] value() {
    byte[] value = new byte[random.nextInt(20)];
    random.nextBytes(value);
    return value;
  }
}
