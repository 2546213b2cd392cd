package io.omendb.core;

import io.omendb.DatabaseOptions;
import io.omendb.EngineNames;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexSettings;
import io.omendb.spi.storage.StorageEngine;

/** The three engines a database runs on. The database closes the storage. */
record Engines(IndexEngine index, StorageEngine storage, ComputeEngine compute) {
  static Engines of(StorageEngine storage, DatabaseOptions options) {
    EngineRegistry registry = EngineRegistry.get();
    return new Engines(
        registry
            .index()
            .select(options.get(DatabaseOptions.Key.INDEX_ENGINE))
            .create(new IndexSettings((int) options.getLong(DatabaseOptions.Key.INDEX_EPSILON))),
        storage,
        registry.compute().select(options.get(DatabaseOptions.Key.COMPUTE_ENGINE)).create());
  }

  EngineNames names() {
    return new EngineNames(index.name(), storage.name(), compute.name());
  }
}
