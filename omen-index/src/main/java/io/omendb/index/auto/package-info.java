/**
 * The engine that chooses for each set of keys the engine that looks them up fastest, by measuring.
 * Entry point {@link io.omendb.index.auto.AutoIndexProvider}; safe for concurrent readers. Reading
 * order: {@code AutoIndexEngine}, {@code Race}, {@code AutoIndex}.
 */
@NullMarked
package io.omendb.index.auto;

import org.jspecify.annotations.NullMarked;
