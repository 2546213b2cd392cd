/**
 * What a user of OmenDB calls: {@link io.omendb.Database} opens a location, {@link
 * io.omendb.Collection} reads and writes rows, {@link io.omendb.Schema} and {@link io.omendb.Row}
 * are the values, {@link io.omendb.OmenException} is the one root of all errors.
 *
 * <p>Reading order: {@code Database}, {@code Collection}, {@code RowReader}, {@code Schema}, {@code
 * Row}. Interfaces only: implementations are found by URI scheme through {@link
 * io.omendb.spi.DatabaseProvider}. Values are immutable and safe to share between threads; {@code
 * Database} and {@code Collection} are safe for concurrent use; cursors belong to one thread.
 */
@NullMarked
package io.omendb;

import org.jspecify.annotations.NullMarked;
