package io.omendb.benchmarks.storage;

import io.omendb.Durability;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.storage.StorageEngineProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** An engine at a fresh location, which is deleted with it. */
final class EngineUnderTest implements AutoCloseable {
  /** Rows a loaded engine holds, under the even keys; the odd ones are absent. */
  static final int ROWS = 1_000_000;

  static final int VALUE_BYTES = 100;
  static final int BATCH_ROWS = 1_000;

  private final Path directory;
  final StorageEngine engine;

  EngineUnderTest(String name) throws IOException {
    directory = Files.createTempDirectory("omendb-benchmark-");
    StorageEngineProvider provider = EngineRegistry.get().storage().select(name);
    engine = provider.open(provider.durable() ? directory.resolve("database").toString() : "");
  }

  void load() {
    Random random = new Random(1);
    for (int row = 0; row < ROWS; row += BATCH_ROWS) {
      StorageBatch batch = new StorageBatch();
      for (int i = row; i < row + BATCH_ROWS; i++) {
        batch.put(key(2L * i), value(random));
      }
      engine.write(batch, Durability.ASYNC);
    }
  }

  static byte[] key(long key) {
    return ByteBuffer.allocate(Long.BYTES).putLong(key).array();
  }

  static byte[] value(Random random) {
    byte[] value = new byte[VALUE_BYTES];
    random.nextBytes(value);
    return value;
  }

  @Override
  public void close() throws IOException {
    engine.close();
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
