/**
 * The same searches for the nearest vectors through OmenDB and through the Java libraries that
 * people use instead. {@link io.omendb.benchmarks.nearest.NearestSystem} says which systems and
 * modes there are, {@link io.omendb.benchmarks.nearest.NearestIndex} is a built one, {@link
 * io.omendb.benchmarks.nearest.NearestCheck} tries one on small data, {@link
 * io.omendb.benchmarks.nearest.NearestRun} measures one, and {@link
 * io.omendb.benchmarks.nearest.NearestFork} does so in a process of its own.
 */
@NullMarked
package io.omendb.benchmarks.nearest;

import org.jspecify.annotations.NullMarked;
