/**
 * The storage engine {@code rocksdb}: the key-value space in RocksDB, blobs as files beside it.
 * {@link io.omendb.storage.rocksdb.RocksDbStorageProvider} is the entry point.
 *
 * <p>RocksDB is native code that crashes the process when it is used after it was closed. Nothing
 * here calls it but through a {@code NativeGate}, which an engine's close waits for and shuts. What
 * depends on an open database (cursors, snapshots) is known to its engine and released before it.
 * Locks are taken in this order: the engine's gate, a snapshot's gate, the engine's write lock.
 *
 * <p>Reading order: {@code RocksDbStorageEngine}, {@code NativeGate}, {@code RocksDbSettings},
 * {@code RocksDbErrors}, {@code RocksDbLibrary}.
 */
@NullMarked
package io.omendb.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
