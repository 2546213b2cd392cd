package io.omendb.core.segment;

/**
 * What the manifest records of a segment.
 *
 * @param name the blob's name
 * @param rows row versions, deleted ones included
 * @param sizeInBytes length of the file
 * @param crc32c CRC32C of the whole file
 * @param minKey the smallest key; {@code Long.MAX_VALUE} where there are no rows
 * @param maxKey the largest key; {@code Long.MIN_VALUE} where there are no rows
 * @param minSeq the smallest sequence number; {@code Long.MAX_VALUE} where there are no rows
 * @param maxSeq the largest sequence number; {@code Long.MIN_VALUE} where there are no rows
 * @param deletedRows versions that are deletions
 */
public record SegmentInfo(
    String name,
    int rows,
    long sizeInBytes,
    int crc32c,
    long minKey,
    long maxKey,
    long minSeq,
    long maxSeq,
    int deletedRows) {}
