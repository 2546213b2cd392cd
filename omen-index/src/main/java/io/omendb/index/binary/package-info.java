/**
 * Binary search without a model: the oracle that the other engines are tested against, and the
 * figure to beat. Entry point {@link io.omendb.index.binary.BinaryIndexProvider}; safe for
 * concurrent readers.
 */
@NullMarked
package io.omendb.index.binary;

import org.jspecify.annotations.NullMarked;
