/**
 * Vectors for tests and benchmarks. {@link io.omendb.testkit.vectors.VectorDistribution} makes rows
 * from a seed, the same on every machine; {@link io.omendb.testkit.vectors.RowPlacement} puts them
 * into the kinds of memory that a compute engine meets.
 */
@NullMarked
package io.omendb.testkit.vectors;

import org.jspecify.annotations.NullMarked;
