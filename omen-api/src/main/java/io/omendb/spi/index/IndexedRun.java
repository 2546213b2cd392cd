package io.omendb.spi.index;

import java.lang.foreign.MemorySegment;

/**
 * A run of keys with its index.
 *
 * @param keys the keys, one or more, as {@link IndexEngine#train} takes them
 * @param index the index over them
 */
public record IndexedRun(MemorySegment keys, LearnedIndex index) {}
