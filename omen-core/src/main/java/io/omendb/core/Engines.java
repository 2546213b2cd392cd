package io.omendb.core;

import io.omendb.DatabaseOptions;
import io.omendb.EngineNames;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.compute.ComputeEngine;
import io.omendb.spi.index.IndexEngine;
import io.omendb.spi.index.IndexSettings;
import io.omendb.spi.storage.StorageEngine;
import io.omendb.spi.vector.VectorIndexEngine;
import org.jspecify.annotations.Nullable;

/**
 * The engines a database runs on. The database closes the storage.
 *
 * @param graph builds graphs over vectors; null where there are to be none
 */
record Engines(
    IndexEngine index,
    StorageEngine storage,
    ComputeEngine compute,
    @Nullable VectorIndexEngine graph) {
  /** The value of {@code vectors.graph} that stands for no engine. */
  private static final String NO_GRAPHS = "none";

  static Engines of(StorageEngine storage, DatabaseOptions options) {
    EngineRegistry registry = EngineRegistry.get();
    return new Engines(
        registry
            .index()
            .select(options.get(DatabaseOptions.Key.INDEX_ENGINE))
            .create(new IndexSettings((int) options.getLong(DatabaseOptions.Key.INDEX_EPSILON))),
        storage,
        registry.compute().select(options.get(DatabaseOptions.Key.COMPUTE_ENGINE)).create(),
        graph(registry, options.get(DatabaseOptions.Key.VECTORS_GRAPH)));
  }

  private static @Nullable VectorIndexEngine graph(EngineRegistry registry, String name) {
    return name.equals(NO_GRAPHS) ? null : registry.vectorIndex().select(name).create();
  }

  EngineNames names() {
    return new EngineNames(index.name(), storage.name(), compute.name());
  }
}
