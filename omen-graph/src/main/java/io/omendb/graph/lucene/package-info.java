/**
 * The graph engine {@code lucene}: hierarchical navigable small world graphs (Malkov, Yashunin,
 * TPAMI 2018), built and walked by Lucene's code over the vectors where a segment has them. No
 * vector is copied and no Lucene file is written; the graph has a form of its own, {@link
 * io.omendb.graph.lucene.GraphDescriptor}.
 *
 * <p>Reading order: {@code LuceneEngine}, {@code RowScorer}, {@code GraphSerializer}, {@code
 * SerializedGraph}, {@code GraphWalk}.
 */
@NullMarked
package io.omendb.graph.lucene;

import org.jspecify.annotations.NullMarked;
