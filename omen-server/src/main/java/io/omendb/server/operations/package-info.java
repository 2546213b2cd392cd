/**
 * Work that takes longer than a call should: started, asked how far it is, and given up.
 *
 * <p>Entry point: {@link io.omendb.server.operations.Operations}. Threading: everything here is
 * safe for concurrent use.
 */
@NullMarked
package io.omendb.server.operations;

import org.jspecify.annotations.NullMarked;
