/**
 * What every compute engine must do. A test of an engine extends {@link
 * io.omendb.testkit.compute.ComputeEngineContract}, which compares it with {@code DistanceOracle}.
 */
@NullMarked
package io.omendb.testkit.compute;

import org.jspecify.annotations.NullMarked;
