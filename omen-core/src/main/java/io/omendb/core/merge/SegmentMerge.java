package io.omendb.core.merge;

import io.omendb.core.query.MergedVersions;
import io.omendb.core.query.SegmentRun;
import io.omendb.core.segment.Segment;
import io.omendb.core.segment.SegmentInfo;
import io.omendb.core.segment.SegmentOutput;
import java.util.List;
import java.util.Objects;

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
      List<Segment> inputs, boolean dropDeleted, SegmentOutput output) {
    try {
      MergedVersions versions = MergedVersions.of(inputs);
      while (versions.advance()) {
        SegmentRun run = Objects.requireNonNull(versions.run(Integer.MAX_VALUE));
        if (dropDeleted) {
          run.forEachLive(output::add);
        } else {
          run.forEach(output::add);
        }
        versions.skipTo(run);
      }
      return output.finish();
    } catch (RuntimeException | Error failure) {
      output.discard();
      throw failure;
    }
  }
}
