/**
 * One straight line over all keys: the smallest model there is, and the best for ids and evenly
 * spaced timestamps. Entry point {@link io.omendb.index.linear.LinearIndexProvider}; safe for
 * concurrent readers. Reading order: {@code LinearIndexEngine}, {@code LinearIndex}.
 */
@NullMarked
package io.omendb.index.linear;

import org.jspecify.annotations.NullMarked;
