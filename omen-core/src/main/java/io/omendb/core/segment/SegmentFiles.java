package io.omendb.core.segment;

import io.omendb.spi.storage.BlobInfo;
import io.omendb.spi.storage.StorageEngine;

/** A segment and the sidecars beside it, whose names begin with that of the segment. */
public final class SegmentFiles {
  /** Every segment's name ends like this. */
  public static final String SUFFIX = ".arrow";

  private SegmentFiles() {}

  /** The segment that a blob belongs to; the blob itself where it belongs to none. */
  public static String segmentOf(String blob) {
    int end = blob.indexOf(SUFFIX + ".");
    return end < 0 ? blob : blob.substring(0, end + SUFFIX.length());
  }

  /** Removes a segment, then its sidecars. */
  public static void delete(StorageEngine storage, String segment) {
    storage.deleteBlob(segment);
    for (BlobInfo sidecar : storage.listBlobs(segment + ".")) {
      storage.deleteBlob(sidecar.name());
    }
  }
}
