/**
 * Access to sorted keys and the last mile of a lookup. {@link io.omendb.index.search.SortedKeys}
 * reads and checks the keys; {@link io.omendb.index.search.KeyWindow} turns a guess into the exact
 * answer. Both are safe for concurrent use.
 */
@NullMarked
package io.omendb.index.search;

import org.jspecify.annotations.NullMarked;
