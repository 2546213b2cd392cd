package io.omendb.server.transfer;

/**
 * How far an import or export is.
 *
 * @param rows rows that are imported, which is durable, or written to the file
 * @param totalRows rows that there are; 0 where that is not known
 * @param bytes bytes of the file that are read or written
 * @param totalBytes bytes of the file; 0 where that is not known
 */
public record Transferred(long rows, long totalRows, long bytes, long totalBytes) {
  /** How much is done, 0..1; negative where that cannot be told. */
  public double fraction() {
    if (totalRows > 0) {
      return Math.min(1, (double) rows / totalRows);
    }
    return totalBytes > 0 ? Math.min(1, (double) bytes / totalBytes) : -1;
  }
}
