package io.omendb.benchmarks.pairings;

import io.omendb.DatabaseOptions;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.compute.ComputeEngineProvider;
import io.omendb.spi.index.IndexEngineProvider;
import io.omendb.spi.provider.EngineProvider;
import io.omendb.spi.storage.StorageEngineProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One engine of each kind.
 *
 * @param index provider of the index engine
 * @param storage provider of the storage engine
 * @param compute provider of the compute engine
 */
public record Pairing(
    IndexEngineProvider index, StorageEngineProvider storage, ComputeEngineProvider compute) {

  /** All that are present, those that cannot run here included. */
  public static List<Pairing> all() {
    EngineRegistry registry = EngineRegistry.get();
    List<Pairing> all = new ArrayList<>();
    for (StorageEngineProvider storage : registry.storage().all()) {
      for (ComputeEngineProvider compute : registry.compute().all()) {
        for (IndexEngineProvider index : registry.index().all()) {
          all.add(new Pairing(index, storage, compute));
        }
      }
    }
    return all;
  }

  /** Why it cannot run on this machine; empty where it can. */
  Optional<String> unavailableReason() {
    return Stream.of(index, storage, compute)
        .flatMap(provider -> reason(provider).stream())
        .findFirst();
  }

  private static Optional<String> reason(EngineProvider provider) {
    return provider.unavailableReason().map(reason -> provider.name() + ": " + reason);
  }

  /** The settings of a database with these engines. */
  DatabaseOptions options() {
    return DatabaseOptions.defaults()
        .with(DatabaseOptions.Key.INDEX_ENGINE, index.name())
        .with(DatabaseOptions.Key.STORAGE_ENGINE, storage.name())
        .with(DatabaseOptions.Key.COMPUTE_ENGINE, compute.name());
  }

  /** What to open: a directory, or memory where the storage engine keeps nothing. */
  String uri(Path directory) {
    return storage.durable() ? "file:" + directory : "memory:";
  }

  /** The three names. */
  public String text() {
    return index.name() + " x " + storage.name() + " x " + compute.name();
  }
}
