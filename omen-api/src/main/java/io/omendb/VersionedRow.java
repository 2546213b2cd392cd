package io.omendb;

/**
 * A row and the commit that wrote it.
 *
 * @param row the row
 * @param seq sequence number of the commit, for {@link WriteBatch#requireUnchanged}
 */
public record VersionedRow(Row row, long seq) {}
