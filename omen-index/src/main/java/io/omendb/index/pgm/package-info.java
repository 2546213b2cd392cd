/**
 * The PGM-index: the fewest lines that predict every position with an error of at most epsilon.
 * Entry point {@link io.omendb.index.pgm.PgmIndexProvider}; safe for concurrent readers. The lines
 * and the way to them are in {@link io.omendb.index.pieces}.
 */
@NullMarked
package io.omendb.index.pgm;

import org.jspecify.annotations.NullMarked;
