/**
 * The contract of {@link io.omendb.spi.index.IndexEngine} as a test: an engine's own test extends
 * {@link io.omendb.testkit.index.IndexEngineContract} and says which engine it is about. {@link
 * io.omendb.testkit.index.IndexOracle} holds the answers. Single-threaded, but for the test of
 * concurrent readers.
 */
@NullMarked
package io.omendb.testkit.index;

import org.jspecify.annotations.NullMarked;
