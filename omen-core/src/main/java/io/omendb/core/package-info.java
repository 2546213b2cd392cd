/**
 * The embedded database behind {@code file:} and {@code memory:}. {@link
 * io.omendb.core.CoreDatabaseProvider} is the entry point.
 *
 * <p>A write's way: {@code commit} (log, fsync) to {@code memtable} to acknowledgement; later to
 * {@code segment} and {@code manifest}. A read's way: {@code query} over {@code memtable} and
 * {@code segment}. {@code catalog} and {@code record} say where and how records are kept. The
 * engines below are known by their interfaces only.
 *
 * <p>Threads: callers commit and read on their own threads; one thread per database flushes, one
 * merges. Lock order: a commit pipeline's lock, then a collection's manifest lock, then its state
 * lock; storage engines are called under the first two.
 */
@NullMarked
package io.omendb.core;

import org.jspecify.annotations.NullMarked;
