/**
 * What reads and writes cost through {@link io.omendb.Collection}, with every index engine, and
 * beside RocksDB used directly. {@link io.omendb.benchmarks.database.RowBenchmark} and {@link
 * io.omendb.benchmarks.database.NearestBenchmark} are the entry points.
 */
@NullMarked
package io.omendb.benchmarks.database;

import org.jspecify.annotations.NullMarked;
