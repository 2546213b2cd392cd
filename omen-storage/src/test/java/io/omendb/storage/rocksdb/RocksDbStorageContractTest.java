package io.omendb.storage.rocksdb;

import io.omendb.spi.storage.StorageEngineProvider;
import io.omendb.testkit.storage.StorageEngineContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class RocksDbStorageContractTest extends StorageEngineContract {
  @TempDir private Path directory;

  @Override
  protected StorageEngineProvider provider() {
    return new RocksDbStorageProvider();
  }

  @Override
  protected String newLocation() {
    return directory.resolve("database").toString();
  }
}
