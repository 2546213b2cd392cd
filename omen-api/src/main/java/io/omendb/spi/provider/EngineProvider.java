package io.omendb.spi.provider;

import java.util.Optional;

/**
 * What {@code ServiceLoader} finds: says what it could make, and makes it when asked. Constructors
 * have no side effects and probes never throw.
 */
public interface EngineProvider {
  /** The engine's name, {@code [a-z][a-z0-9_]*}; written into files, so it never changes. */
  String name();

  /** Why the engine cannot run on this machine; empty where it can. */
  default Optional<String> unavailableReason() {
    return Optional.empty();
  }

  /** Greater is preferred where the configuration says {@code auto}. */
  int priority();
}
