/**
 * What a lookup and a build of an index cost, beside maps and searches that others offer. Reading
 * order: {@link io.omendb.benchmarks.index.SearchSystem} (what is measured: an engine by its name,
 * or a peer), {@link io.omendb.benchmarks.index.LookupState} and {@code Probes} (what a fork
 * prepares), then the suites {@link io.omendb.benchmarks.index.IndexLookupBenchmark}, {@link
 * io.omendb.benchmarks.index.IndexBatchBenchmark} and {@link
 * io.omendb.benchmarks.index.IndexBuildBenchmark}. Engines are found through the registry, so one
 * that is added later is measured without a change here.
 */
@NullMarked
package io.omendb.benchmarks.index;

import org.jspecify.annotations.NullMarked;
