/**
 * Piecewise linear models with one bound on their error. {@link
 * io.omendb.index.pieces.PieceTrainer} makes a {@link io.omendb.index.pieces.PieceTable} from keys,
 * which says where it expects a key. A table is immutable; a trainer belongs to one thread. Reading
 * order: {@code PieceTable}, {@code RadixLocator}, {@code RecursiveLocator}, {@code PieceTrainer},
 * {@code ConvexHull}.
 */
@NullMarked
package io.omendb.index.pieces;

import org.jspecify.annotations.NullMarked;
