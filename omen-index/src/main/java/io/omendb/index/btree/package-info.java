/**
 * A static 16-ary search tree over the caller's keys, searched with vectors: the baseline without a
 * model, and faster than any model on keys that no line follows. Entry point {@link
 * io.omendb.index.btree.StaticTreeProvider}; safe for concurrent readers. Reading order: {@code
 * StaticTree}, {@code StaticTreeIndex}, {@code StaticTreeEngine}.
 */
@NullMarked
package io.omendb.index.btree;

import org.jspecify.annotations.NullMarked;
