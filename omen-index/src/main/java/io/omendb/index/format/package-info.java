/**
 * The stored form of an index: {@link io.omendb.index.format.IndexDescriptor} is the layout, {@link
 * io.omendb.index.format.IndexWriter} and {@link io.omendb.index.format.IndexReader} go through it
 * from front to back. Writers and readers belong to one thread.
 */
@NullMarked
package io.omendb.index.format;

import org.jspecify.annotations.NullMarked;
