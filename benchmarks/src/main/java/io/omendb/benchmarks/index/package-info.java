/**
 * What a lookup and a build of an index cost, beside maps and searches that others offer. {@link
 * io.omendb.benchmarks.index.IndexLookupBenchmark} and {@link
 * io.omendb.benchmarks.index.IndexBuildBenchmark} are the entry points; engines are found by name
 * through the registry, so that one added later is measured without a change here.
 */
@NullMarked
package io.omendb.benchmarks.index;

import org.jspecify.annotations.NullMarked;
