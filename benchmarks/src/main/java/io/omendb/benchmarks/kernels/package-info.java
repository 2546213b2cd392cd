/**
 * Float32 kernels of OmenDB, Lucene and JVector over the same rows, beside a plain read of them. A
 * {@link io.omendb.benchmarks.kernels.RowKernel} scores rows, {@link
 * io.omendb.benchmarks.kernels.KernelSystem} says which there are, {@link
 * io.omendb.benchmarks.kernels.RowsFile} has the rows, {@link
 * io.omendb.benchmarks.kernels.KernelRun} checks and measures all of them by turns, and {@link
 * io.omendb.benchmarks.kernels.KernelFork} does so in a process of its own.
 */
@NullMarked
package io.omendb.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
