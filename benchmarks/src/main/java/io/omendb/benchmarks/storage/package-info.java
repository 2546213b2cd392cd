/**
 * What the storage engines cost, one against the other: {@link
 * io.omendb.benchmarks.storage.StorageBenchmark}. Engines are reached through the registry only.
 */
@NullMarked
package io.omendb.benchmarks.storage;

import org.jspecify.annotations.NullMarked;
