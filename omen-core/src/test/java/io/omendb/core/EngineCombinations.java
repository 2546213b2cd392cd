package io.omendb.core;

import io.omendb.DatabaseOptions;
import io.omendb.EngineNames;
import io.omendb.spi.EngineRegistry;
import java.util.ArrayList;
import java.util.List;

/** Which engines are tested together; whatever is on the class path joins by itself. */
final class EngineCombinations {
  private static final EngineRegistry REGISTRY = EngineRegistry.get();

  private EngineCombinations() {}

  /** As few combinations as can be with every engine in one of them. */
  static List<EngineNames> covering() {
    List<String> index = REGISTRY.index().availableNames();
    List<String> storage = REGISTRY.storage().availableNames();
    List<String> compute = REGISTRY.compute().availableNames();
    int most = Math.max(index.size(), Math.max(storage.size(), compute.size()));
    List<EngineNames> covering = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      covering.add(
          new EngineNames(
              index.get(i % index.size()),
              storage.get(i % storage.size()),
              compute.get(i % compute.size())));
    }
    return covering;
  }

  /** Every combination. */
  static List<EngineNames> all() {
    List<EngineNames> all = new ArrayList<>();
    for (String index : REGISTRY.index().availableNames()) {
      for (String storage : REGISTRY.storage().availableNames()) {
        for (String compute : REGISTRY.compute().availableNames()) {
          all.add(new EngineNames(index, storage, compute));
        }
      }
    }
    return all;
  }

  /** The options with these engines. */
  static DatabaseOptions select(DatabaseOptions options, EngineNames engines) {
    return options
        .with(DatabaseOptions.Key.INDEX_ENGINE, engines.index())
        .with(DatabaseOptions.Key.STORAGE_ENGINE, engines.storage())
        .with(DatabaseOptions.Key.COMPUTE_ENGINE, engines.compute());
  }
}
