/**
 * Which rows a predicate is true for. {@link io.omendb.core.filter.FilterPlan} turns what it says
 * of the key into a key range; {@link io.omendb.core.filter.RowFilter} is the rest, compiled for
 * the types of the columns; {@link io.omendb.core.filter.SegmentFilter} evaluates it over a segment
 * in blocks of 1,024 rows, straight on the mapped columns, into one bit a row.
 *
 * <p>NOT is pushed down to the tests of single columns, each of which says of what rows it is
 * <em>true</em>; so AND and OR are those of words of bits, and unknown is never represented.
 *
 * <p>Reading order: FilterPlan, RowFilter, Condition, ConditionCompiler, SegmentFilter,
 * BlockColumn, then LongTest, FloatOrder, TextTest. Filters are immutable; a SegmentFilter is for
 * one thread.
 */
@NullMarked
package io.omendb.core.filter;

import org.jspecify.annotations.NullMarked;
