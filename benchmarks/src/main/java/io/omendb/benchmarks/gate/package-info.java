/**
 * Ratios between paths of our own, measured in one process a ratio, against those that were
 * recorded: a path that lost its advantage is found on any machine, whatever its speed. {@link
 * io.omendb.benchmarks.gate.GatePath} names the paths, {@link io.omendb.benchmarks.gate.GateFork}
 * measures one, {@link io.omendb.benchmarks.gate.Verdict} compares.
 */
@NullMarked
package io.omendb.benchmarks.gate;

import org.jspecify.annotations.NullMarked;
