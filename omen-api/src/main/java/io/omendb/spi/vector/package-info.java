/**
 * Graphs over the vectors of one segment, for approximate searches of many rows. {@link
 * io.omendb.spi.vector.VectorIndexEngine} builds and opens them, {@link
 * io.omendb.spi.vector.VectorGraph} is searched. A graph proposes rows; the database scores each
 * again, so a wrong graph costs recall and never gives a wrong distance or a deleted row.
 *
 * <p>The vectors stay where they are, {@link io.omendb.spi.vector.VectorRows}: a graph holds row
 * numbers only.
 */
@NullMarked
package io.omendb.spi.vector;

import org.jspecify.annotations.NullMarked;
