/**
 * The {@code vector_api} engine: kernels over {@code jdk.incubator.vector}, which hold the speed of
 * memory for blocks of rows in native or mapped segments.
 *
 * <p>Entry point: {@link io.omendb.compute.vector.VectorApiProvider}, the one class here that may
 * be loaded where the module is missing. Everything is stateless and safe for concurrent use.
 *
 * <p>Reading order: {@code VectorApiEngine} (which kernel for which rows), {@code L2Kernel} (the
 * shape of them all), {@code DotKernel}, {@code CosineKernel}, {@code SelectKernel}. What they
 * share is in {@code Rows}: the register width, the memory and why reading it unchecked is safe.
 */
@NullMarked
package io.omendb.compute.vector;

import org.jspecify.annotations.NullMarked;
