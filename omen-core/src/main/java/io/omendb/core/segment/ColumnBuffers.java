package io.omendb.core.segment;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The Arrow buffers of a column as they lie in the mapped file, for readers that go through many
 * rows at once. Readable as long as the segment is referenced.
 *
 * @param validity one bit a row, least significant first, set where there is a value; null where
 *     every row has one
 * @param data the values: one bit a row for bool, bytes in a row for utf8 and binary, else rows of
 *     fixed width, little-endian
 * @param offsets for utf8 and binary: rows + 1 of int32, where the values begin and end in the
 *     data, not checked; else empty
 */
public record ColumnBuffers(
    @Nullable MemorySegment validity, MemorySegment data, MemorySegment offsets) {}
