package io.omendb.core.merge;

import io.omendb.core.segment.SegmentInfo;
import java.util.List;

/**
 * Segments to rewrite together.
 *
 * @param inputs newest first
 * @param dropDeleted whether no older segment can hold a row that a deletion among them hides
 */
public record MergeGroup(List<SegmentInfo> inputs, boolean dropDeleted) {
  public MergeGroup {
    inputs = List.copyOf(inputs);
  }
}
