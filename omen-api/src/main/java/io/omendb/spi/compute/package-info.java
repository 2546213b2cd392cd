/**
 * Distances between vectors. {@link io.omendb.spi.compute.ComputeEngine} compares one query with a
 * block of contiguous rows; every call is coarse, so the choice of engine costs nothing per row.
 */
@NullMarked
package io.omendb.spi.compute;

import org.jspecify.annotations.NullMarked;
