/**
 * The index engines of OmenDB, one package each: {@link io.omendb.index.linear}, {@link
 * io.omendb.index.rmi}, {@link io.omendb.index.binary}. What they share stands beside them: {@link
 * io.omendb.index.search} finds a key near a predicted position, {@link io.omendb.index.model} fits
 * straight lines and measures their errors, {@link io.omendb.index.format} is the stored form.
 *
 * <p>Nothing here is called by name: engines are found through {@link
 * io.omendb.spi.EngineRegistry}. All indexes are immutable but for a counter, so safe for
 * concurrent readers.
 *
 * <p>Reading order: {@code search.SortedKeys}, {@code search.KeyWindow}, {@code model.LineTable},
 * {@code linear.LinearIndex}, {@code rmi.RecursiveModelIndex}.
 */
@NullMarked
package io.omendb.index;

import org.jspecify.annotations.NullMarked;
