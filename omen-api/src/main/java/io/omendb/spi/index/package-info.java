/**
 * Indexes that map sorted {@code int64} keys to positions. {@link io.omendb.spi.index.IndexEngine}
 * trains and loads them, {@link io.omendb.spi.index.LearnedIndex} answers lookups. A model decides
 * how fast a lookup is, never what it answers.
 *
 * <p>Keys are a {@link java.lang.foreign.MemorySegment} of {@code int64} values in little-endian
 * order, ascending, duplicates allowed; position i is at byte offset 8 i. An index keeps a
 * reference to the keys it was trained on and copies none of them.
 */
@NullMarked
package io.omendb.spi.index;

import org.jspecify.annotations.NullMarked;
