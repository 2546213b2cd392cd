/**
 * What a server does under more calls than it can take.
 *
 * <p>Entry point: {@link io.omendb.benchmarks.overload.Overload}. The server is a process of its
 * own; callers are virtual threads of this one, over the loopback interface.
 */
@NullMarked
package io.omendb.benchmarks.overload;

import org.jspecify.annotations.NullMarked;
