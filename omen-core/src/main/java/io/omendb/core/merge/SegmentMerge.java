package io.omendb.core.merge;

import io.omendb.core.query.MergedVersions;
import io.omendb.core.segment.RowVersion;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentOutput;
import java.util.List;

/** Rewrites overlapping segments into non-overlapping ones with one version per key. */
public final class SegmentMerge {
  private SegmentMerge() {}

  /**
   * Writes the merged segments; nothing is removed.
   *
   * @param inputs newest first, referenced by the caller
   * @param dropDeleted whether deletions are left out
   * @return the new segments in key order; possibly none
   */
  public static List<SegmentInfo> run(
      List<Segment> inputs, boolean dropDeleted, int[] allColumns, SegmentOutput output) {
    try {
      MergedVersions versions = MergedVersions.of(inputs);
      while (versions.advance()) {
        if (!(dropDeleted && versions.deleted())) {
          RowVersion version = versions.version(allColumns);
          output.add(version);
        }
      }
      return output.finish();
    } catch (RuntimeException | Error failure) {
      output.discard();
      throw failure;
    }
  }
}
