/**
 * What a row costs in a segment and in an Arrow stream, without the database around it. {@link
 * io.omendb.benchmarks.segment.SegmentBenchmark} is the entry point.
 */
@NullMarked
package io.omendb.benchmarks.segment;

import org.jspecify.annotations.NullMarked;
