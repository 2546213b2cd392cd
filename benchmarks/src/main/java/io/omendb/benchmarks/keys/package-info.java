/**
 * The keys that indexes are measured over: {@link io.omendb.benchmarks.keys.KeySource} is either a
 * {@link io.omendb.benchmarks.keys.NamedDataSet} or a {@link io.omendb.benchmarks.keys.KeyFile} of
 * the user's and loads a {@link io.omendb.benchmarks.keys.KeySet}. A source is text, so a forked
 * JVM of JMH gets it as a parameter and loads the same keys. Stateless but for the keys themselves.
 */
@NullMarked
package io.omendb.benchmarks.keys;

import org.jspecify.annotations.NullMarked;
