/**
 * Compute engines over vectors in main memory: {@link io.omendb.benchmarks.compute.ScanBenchmark}
 * scores blocks as a search does, {@link io.omendb.benchmarks.compute.ReadBenchmark} only reads the
 * same number of bytes and so says what the memory could give.
 */
@NullMarked
package io.omendb.benchmarks.compute;

import org.jspecify.annotations.NullMarked;
