/**
 * The plans of {@link io.omendb.RowReader#explainGet} and {@link
 * io.omendb.RowReader#explainNearest} as text for people: {@link
 * io.omendb.server.cli.explain.GetStory} and {@link io.omendb.server.cli.explain.NearestStory}.
 * Stateless, so safe for concurrent use.
 */
@NullMarked
package io.omendb.server.cli.explain;

import org.jspecify.annotations.NullMarked;
