/**
 * Short forms of vectors, derived from the columns of a segment and kept beside it, by which a
 * search passes over most rows without reading them: {@link io.omendb.core.vectors.VectorCodes}.
 *
 * <p>Reading order: {@code Rotation} (makes every vector look alike, so that nothing is trained),
 * {@code Codebook} and {@code CodeTable} (6-bit codes and the sums that stand for inner products),
 * {@code RowEncoder}, {@code VectorCodesWriter} (the file), {@code VectorCodes}, {@code
 * QueryCodes}, {@code Certificate} (why a row can be passed over for certain).
 *
 * <p>{@code GraphFile}, {@code GraphFileWriter} and {@code GraphHeader} wrap what a {@link
 * io.omendb.spi.vector.VectorIndexEngine} built over the same vectors.
 */
@NullMarked
package io.omendb.core.vectors;

import org.jspecify.annotations.NullMarked;
