/**
 * The {@code omen bench} command: runs the JMH suites of this module and prints what they measured.
 * {@link io.omendb.benchmarks.command.BenchProvider} is what the command line finds.
 */
@NullMarked
package io.omendb.benchmarks.command;

import org.jspecify.annotations.NullMarked;
