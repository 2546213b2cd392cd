/**
 * Times of short rounds that are repeated, so that a figure comes with its spread: {@link
 * io.omendb.benchmarks.rounds.RoundTimer} runs a {@link io.omendb.benchmarks.rounds.Task}, {@link
 * io.omendb.benchmarks.rounds.Spread} says what its rounds came to.
 */
@NullMarked
package io.omendb.benchmarks.rounds;

import org.jspecify.annotations.NullMarked;
