/**
 * How a reader answers. {@link io.omendb.core.query.ReadState} is the memtables and segments it
 * pins, {@link io.omendb.core.query.StateReader} answers get, scan, count and nearest over one at a
 * commit. Everything here works on immutable state and takes no lock.
 *
 * <p>Reading order: ReadState, StateReader, PointLookup, MergedVersions, NearestSearch;
 * GetExplainer and NearestTrace tell what a get and a search do.
 */
@NullMarked
package io.omendb.core.query;

import org.jspecify.annotations.NullMarked;
