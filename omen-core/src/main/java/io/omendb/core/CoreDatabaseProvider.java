package io.omendb.core;

import io.omendb.ConnectionOptions;
import io.omendb.Database;
import io.omendb.DatabaseOptions;
import io.omendb.OmenException;
import io.omendb.spi.DatabaseProvider;
import io.omendb.spi.EngineRegistry;
import io.omendb.spi.Providers;
import io.omendb.spi.storage.StorageEngineProvider;
import java.nio.file.Path;
import java.util.Set;

/** Opens embedded databases: {@code file:DIRECTORY}, {@code memory:} and {@code memory:NAME}. */
public final class CoreDatabaseProvider implements DatabaseProvider {
  private static final String FILE = "file";
  private static final String MEMORY = "memory";

  /** For {@code ServiceLoader}. */
  public CoreDatabaseProvider() {}

  @Override
  public String name() {
    return "core";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Set<String> schemes() {
    return Set.of(FILE, MEMORY);
  }

  @Override
  public Database open(String uri, DatabaseOptions options) {
    if (options.connection() != ConnectionOptions.defaults()) {
      throw OmenException.invalid(
          "connection",
          "Connection options go with grpc: and grpcs: only",
          "leave them out for " + uri.substring(0, uri.indexOf(':') + 1));
    }
    String scheme = uri.substring(0, uri.indexOf(':'));
    String rest = uri.substring(scheme.length() + 1);
    String engine = options.get(DatabaseOptions.Key.STORAGE_ENGINE);
    if (scheme.equals(MEMORY) && engine.equals(Providers.AUTO)) {
      engine = MEMORY;
    }
    StorageEngineProvider storage = EngineRegistry.get().storage().select(engine);
    if (scheme.equals(MEMORY) && storage.durable()) {
      throw OmenException.invalid(
          DatabaseOptions.Key.STORAGE_ENGINE.text(),
          "The storage engine " + engine + " writes files and " + uri + " names none",
          "open file:DIRECTORY");
    }
    String location = scheme.equals(FILE) ? directory(uri, rest) : rest;
    return CoreDatabase.open(uri, storage.open(location), options);
  }

  private static String directory(String uri, String rest) {
    String path = rest.startsWith("///") ? rest.substring(2) : rest;
    if (path.isBlank() || path.indexOf('\0') >= 0 || path.startsWith("//")) {
      throw OmenException.invalid(
          "uri", "'" + uri.replace("\0", "\\0") + "' names no directory", "write file:DIRECTORY");
    }
    return Path.of(path).toAbsolutePath().normalize().toString();
  }
}
