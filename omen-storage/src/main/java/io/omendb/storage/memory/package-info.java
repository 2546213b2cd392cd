/**
 * The storage engine {@code memory}: nothing survives the process, everything else is as in the
 * durable engines. {@link io.omendb.storage.memory.MemoryStorageProvider} is the entry point.
 *
 * <p>A {@code MemoryStore} is what lies at a location, an engine is one open handle of it. The
 * key-value space is a {@code PersistentTree}, immutable, so that a reader holds a root and needs
 * no lock, and a batch appears whole when the root of its result is published. Writers take turns
 * at the store's monitor.
 *
 * <p>Reading order: {@code PersistentTree}, {@code MemoryStore}, {@code MemoryStorageEngine}.
 */
@NullMarked
package io.omendb.storage.memory;

import org.jspecify.annotations.NullMarked;
