/**
 * The {@code scalar} engine: plain loops that run on every JVM and sum in double precision, so they
 * are also what other engines fall back on for vectors whose squares leave the range of float32.
 * Entry point: {@link io.omendb.compute.scalar.ScalarProvider}. Everything is stateless and safe
 * for concurrent use.
 */
@NullMarked
package io.omendb.compute.scalar;

import org.jspecify.annotations.NullMarked;
