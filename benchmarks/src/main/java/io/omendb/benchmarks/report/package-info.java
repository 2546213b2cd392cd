/**
 * What becomes of measured figures of index engines: {@link io.omendb.benchmarks.report.IndexRun}
 * is the results over one key set, read from JSON or made by the command; {@link
 * io.omendb.benchmarks.report.LookupPlot} and {@link io.omendb.benchmarks.report.LearnedIndexPage}
 * draw and write them. Nothing here measures, so pages can be made again from saved figures.
 */
@NullMarked
package io.omendb.benchmarks.report;

import org.jspecify.annotations.NullMarked;
