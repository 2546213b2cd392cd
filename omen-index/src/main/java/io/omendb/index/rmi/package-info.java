/**
 * A recursive model index of two levels: a root model shares the keys out to leaves, each a
 * straight line with bounds of its own. Entry point {@link
 * io.omendb.index.rmi.RecursiveModelIndexProvider}; safe for concurrent readers. Reading order:
 * {@code RecursiveModelIndex}, {@code RootModel}, {@code RootTrainer}, {@code
 * RecursiveModelIndexEngine}.
 */
@NullMarked
package io.omendb.index.rmi;

import org.jspecify.annotations.NullMarked;
