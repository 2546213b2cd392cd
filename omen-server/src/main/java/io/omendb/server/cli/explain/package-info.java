/**
 * The plans of {@link io.omendb.RowReader#explainGet} and {@link
 * io.omendb.RowReader#explainNearest} as text: {@link io.omendb.server.cli.explain.GetStory} and
 * {@link io.omendb.server.cli.explain.NearestStory} tell a person, {@link
 * io.omendb.server.cli.explain.GetFields} and {@link io.omendb.server.cli.explain.NearestFields}
 * tell a program. Stateless, so safe for concurrent use.
 */
@NullMarked
package io.omendb.server.cli.explain;

import org.jspecify.annotations.NullMarked;
