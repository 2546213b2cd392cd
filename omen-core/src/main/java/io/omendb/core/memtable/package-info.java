/**
 * Rows that are committed but not yet in a segment. {@link io.omendb.core.memtable.MemTable} keeps
 * every version, so that a reader at one commit never sees a later one.
 */
@NullMarked
package io.omendb.core.memtable;

import org.jspecify.annotations.NullMarked;
