/**
 * The core workloads of YCSB (Cooper, Silberstein, Tam, Ramakrishnan, Sears: Benchmarking cloud
 * serving systems with YCSB, SoCC 2010) on the database, on its server and on others. {@link
 * io.omendb.benchmarks.ycsb.Workload} says what is asked for, {@link
 * io.omendb.benchmarks.ycsb.YcsbSystem} of whom, {@link io.omendb.benchmarks.ycsb.YcsbRun} asks,
 * and {@link io.omendb.benchmarks.ycsb.YcsbFork} does so in a process of its own.
 *
 * <p>The generators are our own, for those of YCSB take no seed; a test compares the two. Every
 * value that is read is checked: {@link io.omendb.benchmarks.ycsb.YcsbRows} makes values that say
 * what they belong to, {@link io.omendb.benchmarks.ycsb.RowVersions} knows which of them may still
 * be read.
 */
@NullMarked
package io.omendb.benchmarks.ycsb;

import org.jspecify.annotations.NullMarked;
