/**
 * Segments: immutable, sorted runs of row versions, each a complete Arrow IPC file of one record
 * batch in a blob of the storage engine.
 *
 * <p>{@link io.omendb.core.segment.SegmentOutput} makes them of a sorted stream of {@link
 * io.omendb.core.segment.RowVersion}s, gathered in {@code SegmentColumns}, with what is derived
 * from each; {@link io.omendb.core.segment.SegmentWriter} writes one and returns the {@link
 * io.omendb.core.segment.SegmentInfo} that the manifest keeps; {@link
 * io.omendb.core.segment.SegmentReader} reads rows by position, without copies, from the mapped
 * blob. Reading order: {@code SegmentDescriptor} (the layout), {@code SegmentColumns}, {@code
 * SegmentWriter}, {@code SegmentReader}, {@code SegmentFile}, {@code ColumnReader}.
 *
 * <p>Writing belongs to one thread; a reader is safe for concurrent use until it is closed.
 */
@NullMarked
package io.omendb.core.segment;

import org.jspecify.annotations.NullMarked;
