/**
 * How writes become durable. {@link io.omendb.core.commit.PreparedBatch} is a validated batch,
 * {@link io.omendb.core.commit.CommitRecord} its form in the log, {@link
 * io.omendb.core.commit.CommitPipeline} orders commits, writes them with one fsync per group and
 * puts them into the memtable.
 *
 * <p>Lock order: the pipeline's lock first, then the collection's state lock. The pipeline calls
 * the storage engine while it holds its lock, never the other way round.
 */
@NullMarked
package io.omendb.core.commit;

import org.jspecify.annotations.NullMarked;
