/**
 * What engine suits a user's keys: {@link io.omendb.benchmarks.advise.Advisor} trains the engines
 * that are present and measures them for seconds, in this process and on one thread, and asks
 * {@code auto} what it picks. Rougher than the forks of {@code omen bench index}, and a hundred
 * times sooner there.
 */
@NullMarked
package io.omendb.benchmarks.advise;

import org.jspecify.annotations.NullMarked;
