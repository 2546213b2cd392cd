package io.omendb.spi;

import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.ErrorCode;
import io.omendb.OmenException;
import io.omendb.spi.compute.ComputeEngineProvider;
import io.omendb.spi.index.IndexEngineProvider;
import io.omendb.spi.storage.StorageEngineProvider;
import io.omendb.spi.vector.VectorIndexProvider;
import java.util.List;
import java.util.TreeSet;

/**
 * All providers on the class path. The one place that calls {@code ServiceLoader}, once per
 * process.
 */
public final class EngineRegistry {
  private final Providers<IndexEngineProvider> index;
  private final Providers<StorageEngineProvider> storage;
  private final Providers<ComputeEngineProvider> compute;
  private final Providers<VectorIndexProvider> vectorIndex;
  private final Providers<DatabaseProvider> database;

  private EngineRegistry() {
    index = Providers.load("IndexEngine", "omen-index", IndexEngineProvider.class);
    storage = Providers.load("StorageEngine", "omen-storage", StorageEngineProvider.class);
    compute = Providers.load("ComputeEngine", "omen-compute", ComputeEngineProvider.class);
    vectorIndex = Providers.load("VectorIndexEngine", "omen-graph", VectorIndexProvider.class);
    database = Providers.load("DatabaseProvider", "omen-core", DatabaseProvider.class);
  }

  private static final class Holder {
    static final EngineRegistry INSTANCE = new EngineRegistry();
  }

  /**
   * The registry of this process.
   *
   * @throws OmenException {@link ErrorCode#INTERNAL} where two providers share a name
   */
  public static EngineRegistry get() {
    return Holder.INSTANCE;
  }

  /** The index engines. */
  public Providers<IndexEngineProvider> index() {
    return index;
  }

  /** The storage engines. */
  public Providers<StorageEngineProvider> storage() {
    return storage;
  }

  /** The compute engines. */
  public Providers<ComputeEngineProvider> compute() {
    return compute;
  }

  /** The engines that build graphs over vectors. */
  public Providers<VectorIndexProvider> vectorIndex() {
    return vectorIndex;
  }

  /** Opens a database through the provider of the URI's scheme. */
  public Database openDatabase(String uri, DatabaseOptions options) {
    int colon = uri.indexOf(':');
    String scheme = colon < 0 ? "" : uri.substring(0, colon);
    TreeSet<String> known = new TreeSet<>();
    for (DatabaseProvider provider : database.all()) {
      if (provider.schemes().contains(scheme)) {
        return provider.open(uri, options);
      }
      known.addAll(provider.schemes());
    }
    throw new OmenException(
        ErrorCode.ENGINE_NOT_FOUND,
        "No database provider for '" + uri + "'. Schemes present: " + List.copyOf(known),
        "uri",
        known.isEmpty()
            ? "add the artifact io.omendb:omen-core"
            : "write for instance file:DIRECTORY",
        null);
  }
}
