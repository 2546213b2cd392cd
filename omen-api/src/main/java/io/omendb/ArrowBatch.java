package io.omendb;

import java.nio.ByteBuffer;

/**
 * Rows in columns.
 *
 * @param message an encapsulated message of the Arrow IPC format that holds one record batch, from
 *     position to limit; not read again by whoever made it
 * @param rows how many rows there are, at least 1
 */
public record ArrowBatch(ByteBuffer message, int rows) {}
