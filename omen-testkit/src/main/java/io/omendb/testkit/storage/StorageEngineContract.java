package io.omendb.testkit.storage;

import io.omendb.spi.storage.StorageEngineProvider;
import org.junit.jupiter.api.Nested;

/** What every storage engine promises, as tests. A subclass says which engine, and where. */
public abstract class StorageEngineContract {
  /** The engine under test. */
  protected abstract StorageEngineProvider provider();

  /** A location where nothing has been stored yet; opened several times by one test. */
  protected abstract String newLocation();

  @Nested
  final class KeyValues extends KeyValueContract {
    @Override
    StorageEngineContract contract() {
      return StorageEngineContract.this;
    }
  }

  @Nested
  final class Scans extends ScanContract {
    @Override
    StorageEngineContract contract() {
      return StorageEngineContract.this;
    }
  }

  @Nested
  final class Snapshots extends SnapshotContract {
    @Override
    StorageEngineContract contract() {
      return StorageEngineContract.this;
    }
  }

  @Nested
  final class Blobs extends BlobContract {
    @Override
    StorageEngineContract contract() {
      return StorageEngineContract.this;
    }
  }

  @Nested
  final class Lifecycle extends LifecycleContract {
    @Override
    StorageEngineContract contract() {
      return StorageEngineContract.this;
    }
  }

  @Nested
  final class Care extends CareContract {
    @Override
    StorageEngineContract contract() {
      return StorageEngineContract.this;
    }
  }

  @Nested
  final class Concurrency extends ConcurrencyContract {
    @Override
    StorageEngineContract contract() {
      return StorageEngineContract.this;
    }
  }

  @Nested
  final class Model extends ModelContract {
    @Override
    StorageEngineContract contract() {
      return StorageEngineContract.this;
    }
  }
}
