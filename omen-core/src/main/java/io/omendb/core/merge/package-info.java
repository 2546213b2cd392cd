/**
 * How segments are kept few and non-overlapping. {@link io.omendb.core.merge.MergePolicy} chooses
 * which to rewrite together, {@link io.omendb.core.merge.SegmentMerge} rewrites them.
 */
@NullMarked
package io.omendb.core.merge;

import org.jspecify.annotations.NullMarked;
