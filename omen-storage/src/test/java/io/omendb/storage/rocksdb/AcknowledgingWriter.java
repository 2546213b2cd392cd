package io.omendb.storage.rocksdb;

import io.omendb.Durability;
import io.omendb.spi.storage.StorageBatch;
import io.omendb.spi.storage.StorageEngine;
import java.nio.ByteBuffer;

/** A process that commits without end and prints the number of each commit it was told of. */
final class AcknowledgingWriter {
  static final int BATCH_KEYS = 10;
  static final String BLOB_PREFIX = "blob-";

  private AcknowledgingWriter() {}

  static byte[] key(int commit, int i) {
    return ByteBuffer.allocate(8).putInt(commit).putInt(i).array();
  }

  public static void main(String[] arguments) {
    try (StorageEngine engine = new RocksDbStorageProvider().open(arguments[0])) {
      for (int commit = 0; ; commit++) {
        byte[] value = new byte[commit % 1_000];
        engine.putBlob(BLOB_PREFIX + commit, channel -> channel.write(ByteBuffer.wrap(value)));
        StorageBatch batch = new StorageBatch();
        for (int i = 0; i < BATCH_KEYS; i++) {
          batch.put(key(commit, i), value);
        }
        engine.write(batch, Durability.SYNC);
        System.out.println(commit);
      }
    }
  }
}
