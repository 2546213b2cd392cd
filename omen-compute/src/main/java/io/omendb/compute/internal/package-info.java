/**
 * What the engines share: {@link io.omendb.compute.internal.Arguments} checks a call before any
 * memory is touched, and {@link io.omendb.compute.internal.RowCopies} brings rows from any kind of
 * segment into an array. Nothing here is for other modules.
 */
@NullMarked
package io.omendb.compute.internal;

import org.jspecify.annotations.NullMarked;
